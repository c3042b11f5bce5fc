package io.tieline.modbus;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The chain of models a device has, with what stood in those we know when it was identified.
 *
 * @param base address of the marker {@code SunS}
 * @param bodies by the address of the model: from its ID register to its end
 */
record SunSpecDevice(int base, List<SunSpecModel> models, Map<Integer, ByteBuf> bodies) {

    SunSpecDevice {
        models = List.copyOf(models);
        bodies = new TreeMap<>(bodies);
    }

    boolean has(int id) {
        return models.stream().anyMatch(model -> model.id() == id);
    }
}
