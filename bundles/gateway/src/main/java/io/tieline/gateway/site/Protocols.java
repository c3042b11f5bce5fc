package io.tieline.gateway.site;

import io.tieline.modbus.ModbusProtocol;
import io.tieline.model.AlarmBoard;
import io.tieline.model.SiteClock;
import io.tieline.opcua.OpcUaProtocol;
import io.tieline.profile.ProfileLibrary;
import io.tieline.snmp.SnmpProtocol;
import io.tieline.southbound.Protocol;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The wire protocols this gateway speaks. */
final class Protocols {

    /** Their schemes, each with the options a device may have there. */
    static final List<Map<String, Set<String>>> OPTIONS =
            List.of(ModbusProtocol.OPTIONS, SnmpProtocol.OPTIONS, OpcUaProtocol.OPTIONS);

    /** Words that may stand for a profile without being one: the device tells. */
    static final Set<String> RECOGNISED = Set.of("auto", "sunspec");

    private Protocols() {}

    /** @param traps where SNMP traps are heard; empty: nowhere */
    static List<Protocol> all(
            ProfileLibrary profiles, Path data, SiteClock clock, AlarmBoard alarms, Optional<InetSocketAddress> traps) {
        return List.of(
                new ModbusProtocol(clock, profiles),
                new SnmpProtocol(profiles, clock, alarms, traps.orElse(null)),
                new OpcUaProtocol(profiles, data.resolve("opcua"), clock, alarms));
    }
}
