package io.tieline.modbus.sunspec;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The chain of models a device has, with what stood in those we know when it was identified.
 *
 * @param base address of the marker {@code SunS}
 * @param bodies by the address of the model: from its ID register to its end
 * @param maxRegisters the most registers it answers in one request, as far as the walk has seen
 */
public record SunSpecDevice(int base, List<SunSpecModel> models, Map<Integer, SunSpecBody> bodies, int maxRegisters) {

    public SunSpecDevice {
        models = List.copyOf(models);
        bodies = new TreeMap<>(bodies);
    }

    /** Whether the registers of a model were read. */
    public boolean isRead(SunSpecModel model) {
        return bodies.containsKey(model.address());
    }

    /** The registers of a model that was read. */
    public SunSpecBody body(SunSpecModel model) {
        return Objects.requireNonNull(bodies.get(model.address()));
    }

    /** The first model with an id that was read. */
    Optional<SunSpecModel> find(int id) {
        return models.stream()
                .filter(model -> model.id() == id && isRead(model))
                .findFirst();
    }
}
