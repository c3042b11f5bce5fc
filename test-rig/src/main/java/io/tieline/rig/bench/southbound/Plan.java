package io.tieline.rig.bench.southbound;

import io.tieline.rig.bench.contender.Entry;
import java.util.List;

/**
 * How much is measured and for how long. Polling is watched for whole seconds; {@code mixedMillis} should be a multiple of
 * five, the SNMP agents' interval, or none of their polls is due.
 *
 * @param devices Modbus devices
 * @param dead how many of them fall out in the second part
 * @param warmUpMillis of the gateway, before it is measured
 * @param pollMillis a thousand devices are watched
 * @param outageMillis they are watched beside dead ones
 * @param mixedMillis all three protocols are watched
 * @param connections of a contender
 * @param entries the contenders
 * @param contenderWarmUpMillis of each: the later compiler needs a few seconds for the hot path on two cores
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
        List<Entry> entries,
        long contenderWarmUpMillis,
        int rounds,
        long roundMillis,
        long latencyMillis) {

    /** Ten minutes of polling, and long rounds. */
    public static Plan full() {
        return new Plan(
                1000,
                50,
                20_000,
                600_000,
                60_000,
                60_000,
                300,
                60,
                20,
                500,
                200,
                List.of(Entry.values()),
                10_000,
                9,
                3_000,
                1_000);
    }

    /** The same in under 50 s; those without a figure to reach stay at home, so that the others get warm. */
    public static Plan quick() {
        List<Entry> entries = List.of(Entry.TIELINE, Entry.J2MOD, Entry.PLC4X, Entry.DIGITALPETRI, Entry.BARE);
        return new Plan(1000, 50, 2_000, 4_000, 2_000, 5_000, 300, 60, 20, 500, 200, entries, 1_500, 3, 300, 200);
    }
}
