package io.tieline.southbound;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Where in time the polls of each device lie, so that no two ask at the same moment without need. A pure function of the
 * site: the same after every start.
 *
 * <p>Every device has its own place in the shortest interval of the site; groups that are read more rarely lie at the
 * same place of some later one. So devices with different intervals do not meet either, as long as their intervals are
 * multiples of the shortest.
 */
final class Spread {

    /**
     * Polls are moved to a grid of five milliseconds: those that share a point cost one wake of the engine and of the
     * event loop instead of one each, which is what most of the price of a poll is.
     */
    static final long SLOT_NANOS = 5_000_000;

    /** Multiples of it, modulo 1, lie evenly however many one takes in a row: the golden ratio, Kronecker's sequence. */
    private static final double GOLDEN = 0.618_033_988_749_894_9;
    /** The same, independent of the other: for the second dimension, which of the shortest intervals. */
    private static final double SILVER = 0.414_213_562_373_095_1;

    private final long shortestNanos;
    private final double[] place;
    private final int[] order;

    private Spread(long shortestNanos, double[] place, int[] order) {
        this.shortestNanos = shortestNanos;
        this.place = place;
        this.order = order;
    }

    static Spread of(List<DeviceTarget> targets) {
        long shortest = targets.stream()
                .mapToLong(target -> target.poll().toNanos())
                .min()
                .orElse(1);
        int[] order = byGateway(targets);
        List<Integer> ranked = IntStream.range(0, order.length)
                .boxed()
                .sorted(Comparator.comparingDouble(device -> fraction(order[device] * GOLDEN)))
                .toList();
        double[] place = new double[order.length];
        for (int rank = 0; rank < order.length; rank++) {
            place[ranked.get(rank)] = (double) rank / order.length;
        }
        return new Spread(Math.max(1, shortest), place, order);
    }

    /** Numbers devices behind one gateway in a row, so that they lie as far apart as if they were alone. */
    private static int[] byGateway(List<DeviceTarget> targets) {
        Map<String, List<Integer>> gateways = new LinkedHashMap<>();
        for (int i = 0; i < targets.size(); i++) {
            URI uri = targets.get(i).uri();
            String gateway = uri.getRawAuthority() == null ? uri.toString() : uri.getRawAuthority();
            gateways.computeIfAbsent(gateway, any -> new ArrayList<>()).add(i);
        }
        int[] order = new int[targets.size()];
        int next = 0;
        for (List<Integer> devices : gateways.values()) {
            for (int device : devices) {
                order[device] = next++;
            }
        }
        return order;
    }

    /** When a device is connected first, from the start of the engine. */
    long connectNanos(int device) {
        return (long) (place[device] * Math.min(shortestNanos, 1_000_000_000L));
    }

    /**
     * Where the polls of a group lie.
     *
     * @param group its index; groups of one device are spread as well, so that a slow one does not delay the fast
     * @return less than the interval
     */
    long offsetNanos(int device, int group, int groups, long intervalNanos) {
        double fine = fraction(place[device] + (double) group / groups) * shortestNanos;
        long slot = (long) fine / SLOT_NANOS * SLOT_NANOS;
        long turns = Math.max(1, intervalNanos / shortestNanos);
        long turn = (long) (fraction((order[device] + (double) group / groups) * SILVER) * turns);
        return (turn * shortestNanos + slot) % intervalNanos;
    }

    private static double fraction(double number) {
        return number - Math.floor(number);
    }
}
