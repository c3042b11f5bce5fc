package io.tieline.rig.bench.southbound;

import io.tieline.rig.bench.Spread;
import io.tieline.rig.bench.contender.Entry;
import io.tieline.rig.bench.fork.Reply;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the contenders reached, round by round. Two of them are compared within each round, and the median counts. */
final class Standings {

    private final Map<Entry, List<Double>> perCpuSecond = new EnumMap<>(Entry.class);
    private final Map<Entry, List<Double>> perSecond = new EnumMap<>(Entry.class);
    private final Map<Entry, List<Double>> singleMicros = new EnumMap<>(Entry.class);

    void add(Entry entry, Reply run) {
        add(perCpuSecond, entry, run.number("requests") / run.number("cpu"));
        add(perSecond, entry, run.number("requests") / run.number("seconds"));
    }

    void addSingle(Entry entry, Reply run) {
        add(singleMicros, entry, 1e6 * run.number("seconds") / run.number("requests"));
    }

    private static void add(Map<Entry, List<Double>> to, Entry entry, double figure) {
        to.computeIfAbsent(entry, e -> new ArrayList<>()).add(figure);
    }

    /** Those who took part. */
    Set<Entry> entries() {
        return perCpuSecond.keySet();
    }

    /** Requests per second of the client's processor time. */
    double perCpuSecond(Entry entry) {
        return Spread.of(of(perCpuSecond, entry)).median();
    }

    /** Requests per second. */
    double perSecond(Entry entry) {
        return Spread.of(of(perSecond, entry)).median();
    }

    /** From request to request over one connection. */
    double singleMicros(Entry entry) {
        return Spread.of(of(singleMicros, entry)).median();
    }

    /** Requests per processor second of one against those of another. */
    double ratio(Entry one, Entry other) {
        return ratio(perCpuSecond, one, other);
    }

    /** Time of one request of one against that of another. */
    double singleRatio(Entry one, Entry other) {
        return ratio(singleMicros, one, other);
    }

    private static double ratio(Map<Entry, List<Double>> figures, Entry one, Entry other) {
        List<Double> ones = of(figures, one);
        List<Double> others = of(figures, other);
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < Math.min(ones.size(), others.size()); round++) {
            ratios.add(ones.get(round) / others.get(round));
        }
        return Spread.of(ratios).median();
    }

    private static List<Double> of(Map<Entry, List<Double>> figures, Entry entry) {
        return figures.getOrDefault(entry, List.of());
    }
}
