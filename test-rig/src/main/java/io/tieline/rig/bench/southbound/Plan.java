package io.tieline.rig.bench.southbound;

/**
 * How much is measured and for how long. Times are whole seconds, times of polling multiples of five, the SNMP agents'
 * interval.
 *
 * @param devices Modbus devices
 * @param dead how many of them fall out in the second part
 * @param warmUpMillis of the gateway, before it is measured
 * @param pollMillis a thousand devices are watched
 * @param outageMillis they are watched beside dead ones
 * @param mixedMillis all three protocols are watched
 * @param connections of a contender
 * @param contenderWarmUpMillis of each
 * @param rounds of the contenders, who take turns
 * @param roundMillis of each
 * @param latencyMillis of each round with one connection
 */
public record Plan(
        int devices,
        int dead,
        long warmUpMillis,
        long pollMillis,
        long outageMillis,
        long mixedMillis,
        int agents,
        int objects,
        int servers,
        int variables,
        int connections,
        long contenderWarmUpMillis,
        int rounds,
        long roundMillis,
        long latencyMillis) {

    /** Ten minutes of polling, and long rounds. */
    public static Plan full() {
        return new Plan(1000, 50, 20_000, 600_000, 60_000, 60_000, 300, 60, 20, 500, 200, 10_000, 9, 3_000, 1_000);
    }

    /** The same in less than a minute. */
    public static Plan quick() {
        return new Plan(1000, 50, 4_000, 5_000, 4_000, 5_000, 300, 60, 20, 500, 200, 1_500, 3, 600, 300);
    }
}
