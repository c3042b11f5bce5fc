package io.tieline.rig.bench.gateway;

import io.tieline.model.Device;
import io.tieline.model.DeviceKind;
import io.tieline.rig.bench.farm.Addresses;
import io.tieline.southbound.DeviceTarget;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The devices of a gateway under test, family by family. */
final class BenchSite {

    /**
     * Devices of one kind: those with the indexes from {@code first} on.
     *
     * @param points of each of them
     */
    record Family(String name, int first, int count, Duration poll, int points) {
        IntStream devices() {
            return IntStream.range(first, first + count);
        }
    }

    /** What one exchange may take, the site description's default. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final List<DeviceTarget> targets = new ArrayList<>();
    private final List<Family> families = new ArrayList<>();

    void addModbus(int count, int port) {
        family("modbus", count, Duration.ofSeconds(1), BenchProfiles.CABINET_POINTS);
        for (int i = 0; i < count; i++) {
            add("modbus-" + i, "modbus://" + Addresses.modbus(i) + ":" + port + "/1", BenchProfiles.CABINET, Map.of());
        }
    }

    void addSnmp(int count, int port, int objects) {
        family("snmp", count, Duration.ofSeconds(5), objects);
        for (int i = 0; i < count; i++) {
            add(
                    "snmp-" + i,
                    "snmp://" + Addresses.snmp(i) + ":" + port,
                    BenchProfiles.AGENT,
                    Map.of("version", "v2c", "community", "public"));
        }
    }

    void addOpcUa(List<Integer> ports, int variables) {
        family("opcua", ports.size(), Duration.ofSeconds(1), variables);
        for (int i = 0; i < ports.size(); i++) {
            add("opcua-" + i, "opc.tcp://127.0.0.1:" + ports.get(i), BenchProfiles.SERVER, Map.of("security", "None"));
        }
    }

    private void family(String name, int count, Duration poll, int points) {
        families.add(new Family(name, targets.size(), count, poll, points));
    }

    private void add(String id, String uri, String profile, Map<String, String> options) {
        Duration poll = families.get(families.size() - 1).poll();
        Device device = new Device(targets.size(), id, DeviceKind.PDU);
        targets.add(new DeviceTarget(device, URI.create(uri), profile, poll, TIMEOUT, options));
    }

    List<DeviceTarget> targets() {
        return targets;
    }

    List<Device> devices() {
        return targets.stream().map(DeviceTarget::device).toList();
    }

    List<Family> families() {
        return families;
    }
}
