package io.tieline.rig.bench.gateway;

import io.tieline.document.Problems;
import io.tieline.profile.Profile;
import io.tieline.profile.ProfileReader;
import io.tieline.rig.bench.farm.MixedFarm;

/** Profiles of the simulated devices, in the profile language like everybody's. */
public final class BenchProfiles {

    static final String CABINET = "bench-cabinet";
    static final String AGENT = "bench-agent";
    static final String SERVER = "bench-server";

    /** Of a cabinet: voltage, current, power and energy of each outlet. */
    private static final int OUTLETS = 30;

    static final int CABINET_POINTS = 4 * OUTLETS;

    private BenchProfiles() {}

    /** 120 points in four blocks of registers too far apart to be read together. */
    static Profile cabinet() {
        StringBuilder yaml = head(CABINET, "modbus").append("read:\n");
        for (int n = 1; n <= OUTLETS; n++) {
            read(yaml, n, "voltage", "address: " + (99 + n) + ", unit: 0.1 V");
            read(yaml, n, "current", "address: " + (999 + n) + ", type: i16, unit: 0.01 A");
            read(yaml, n, "power", "address: " + (1998 + 2 * n) + ", type: i32, unit: W");
            read(yaml, n, "energy", "address: " + (2998 + 2 * n) + ", type: u32, unit: Wh");
        }
        return profile(yaml);
    }

    /**
     * Points spread over so many registers from 0 on, one request.
     *
     * @param points from 2 to as many as there are registers
     */
    public static Profile registers(String id, int registers, int points) {
        StringBuilder yaml = head(id, "modbus").append("modbus: {maxRegisters: 125, maxGap: 124}\n");
        yaml.append("read:\n");
        for (int n = 1; n <= points; n++) {
            read(yaml, n, "voltage", "address: " + (n - 1) * (registers - 1) / (points - 1) + ", unit: 0.1 V");
        }
        return profile(yaml);
    }

    static Profile agent(int objects) {
        StringBuilder yaml = head(AGENT, "snmp").append("snmp: {base: " + MixedFarm.SNMP_BASE + "}\n");
        yaml.append("read:\n");
        for (int n = 1; n <= objects; n++) {
            read(yaml, n, "voltage", "oid: ." + n + ".0, unit: 0.1 V");
        }
        return profile(yaml);
    }

    static Profile server(int variables) {
        StringBuilder yaml = head(SERVER, "opcua").append("opcua: {base: " + MixedFarm.OPCUA_FOLDER + "}\n");
        yaml.append("read:\n");
        for (int n = 1; n <= variables; n++) {
            read(yaml, n, "voltage", "path: " + MixedFarm.opcUaModule(n) + "/P" + n + ", unit: 0.1 V");
        }
        return profile(yaml);
    }

    private static StringBuilder head(String id, String protocol) {
        return new StringBuilder(
                "profile: " + id + "\ntitle: Simulated device\nkind: pdu\nfacts: made for the benchmark\n"
                        + "protocol: " + protocol + "\n");
    }

    private static void read(StringBuilder yaml, int outlet, String quantity, String how) {
        yaml.append("  - {point: outlet." + outlet + "." + quantity + ", " + how + ", rate: fast}\n");
    }

    private static Profile profile(StringBuilder yaml) {
        Problems problems = new Problems();
        return ProfileReader.read("bench", yaml.toString(), problems)
                .orElseThrow(() -> new IllegalStateException(problems.sorted() + " in\n" + yaml));
    }
}
