package io.tieline.modbus;

import io.tieline.southbound.Identity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was found at an address.
 *
 * @param identity from the SunSpec models, empty if there are none
 * @param identification what the device says in function 43/14: {@code vendor}, {@code product}, {@code revision}
 * @param base where its SunSpec models begin, -1 if it has none
 * @param models in their order
 */
public record ModbusScan(
        Optional<Identity> identity, Map<String, String> identification, int base, List<SunSpecModel> models) {

    public ModbusScan {
        identification = Map.copyOf(identification);
        models = List.copyOf(models);
    }
}
