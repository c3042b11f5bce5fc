package io.tieline.rig.bench.farm;

/** Every device has an address of its own in 127.0.0.0/8, which Linux serves without any setup. */
public final class Addresses {

    private static final int PER_NET = 250;

    private Addresses() {}

    /** @param device 0 … 62 499 */
    public static String modbus(int device) {
        return of(20, device);
    }

    /** @param agent 0 … 62 499 */
    public static String snmp(int agent) {
        return of(21, agent);
    }

    private static String of(int family, int index) {
        return "127." + family + "." + index / PER_NET + "." + (1 + index % PER_NET);
    }
}
