package io.tieline.rig.bench.southbound;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import io.tieline.rig.bench.contender.Entry;
import io.tieline.rig.bench.fork.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All figures of a run and what is required of them. */
record Figures(List<Figure> all) {

    /** Those of the RESULT line, in its order; the first six are what the line is for. */
    static final List<String> RESULT = List.of(
            "missed",
            "start-p999-ms",
            "vs-j2mod",
            "vs-best-peer",
            "vs-bare",
            "cpu-s-per-mpoint",
            "threads",
            "core",
            "heap-mb",
            "dead-p99-change-ms",
            "dead-missed",
            "latency-vs-j2mod",
            "two-decoded-vs-best-peer",
            "two-decoded-vs-bare",
            "snmp-missed",
            "opcua-missed",
            "mixed-missed");

    /** The thousand devices by themselves. */
    static List<Figure> alone(Reply alone) {
        List<Figure> all = new ArrayList<>();
        double cpu = alone.number("cpu");
        all.add(Figure.atMost(0, "missed", "Modbus alone: polls missed", alone.number("modbus-missed"), 0));
        all.add(Figure.atMost(
                0, "stale", "  values not good or not fresh at the end", alone.number("modbus-stale"), 0));
        all.add(Figure.reported("polls", "  polls watched", alone.number("polls"), 0));
        all.add(Figure.reported("start-p50-ms", "  start after it was due, ms: p50", alone.number("p50"), 2));
        all.add(Figure.reported("start-p99-ms", "  p99", alone.number("p99"), 2));
        all.add(Figure.atMost(20, "start-p999-ms", "  p99.9", alone.number("p999"), 2));
        all.add(Figure.reported("start-max-ms", "  the latest", alone.number("max"), 2));
        all.add(Figure.reported("cpu-s", "  processor time, user and system, s", cpu, 2));
        all.add(Figure.atMost(0.6, "core", "  share of one core", cpu / alone.number("seconds"), 3));
        all.add(Figure.reported(
                "cpu-s-per-mpoint", "  processor time for a million points, s", 1e6 * cpu / alone.number("points"), 2));
        all.add(Figure.atMost(256, "heap-mb", "  heap at its fullest, with garbage, MB", alone.number("heap"), 0));
        all.add(Figure.reported("live-mb", "  heap without garbage, MB", alone.number("live"), 0));
        all.add(Figure.reported("rss-mb", "  resident memory, MB", alone.number("rss"), 0));
        all.add(Figure.atMost(4, "threads", "  threads of engine and protocol", threads(alone), 0));
        return all;
    }

    private static long threads(Reply reply) {
        return Stream.of(reply.text("threads").split(","))
                .filter(name -> !name.isEmpty())
                .count();
    }

    /** The same devices beside dead ones, compared with before. */
    static List<Figure> outage(Reply alone, Reply outage) {
        List<Figure> all = new ArrayList<>();
        double before = alone.number("well-p99");
        double after = outage.number("well-p99");
        all.add(Figure.atMost(
                0,
                "dead-missed",
                "Beside dead devices: polls of the others missed",
                outage.number("modbus-missed"),
                0));
        all.add(Figure.reported("dead-p99-before-ms", "  p99 of their start before, ms", before, 2));
        all.add(Figure.reported("dead-p99-after-ms", "  p99 of their start after, ms", after, 2));
        all.add(Figure.atMost(5, "dead-p99-change-ms", "  change, ms", Math.abs(after - before), 2));
        return all;
    }

    /** All three protocols. */
    static List<Figure> mixed(Reply mixed) {
        List<Figure> all = new ArrayList<>();
        all.add(Figure.atMost(
                0, "mixed-missed", "All protocols: Modbus polls missed", mixed.number("modbus-missed"), 0));
        all.add(Figure.atMost(0, "snmp-missed", "  SNMP polls missed", mixed.number("snmp-missed"), 0));
        all.add(Figure.atMost(0, "snmp-stale", "  SNMP values not good or not fresh", mixed.number("snmp-stale"), 0));
        all.add(Figure.atMost(0, "opcua-missed", "  OPC UA polls missed", mixed.number("opcua-missed"), 0));
        all.add(Figure.atMost(
                0, "opcua-stale", "  OPC UA values not good or not fresh", mixed.number("opcua-stale"), 0));
        all.add(Figure.reported("mixed-start-p999-ms", "  start after it was due, ms: p99.9", mixed.number("p999"), 2));
        all.add(Figure.reported("mixed-core", "  share of one core", mixed.number("cpu") / mixed.number("seconds"), 3));
        all.add(Figure.reported("mixed-heap-mb", "  heap at its fullest, with garbage, MB", mixed.number("heap"), 0));
        all.add(Figure.reported("mixed-threads", "  threads of engine and protocols", threads(mixed), 0));
        return all;
    }

    /** The clients in comparison. */
    static List<Figure> contest(Standings standings) {
        List<Figure> all = new ArrayList<>();
        for (Entry entry : standings.entries()) {
            String title = "Requests per processor second: " + entry.title();
            all.add(Figure.reported(key(entry) + "-per-cpu-s", title, standings.perCpuSecond(entry), 0));
        }
        all.add(Figure.atLeast(1.3, "vs-j2mod", "  tieline : j2mod", standings.ratio(Entry.TIELINE, Entry.J2MOD), 2));
        all.add(Figure.atLeast(
                3,
                "vs-best-peer",
                "  tieline : the better of PLC4X and digitalpetri",
                bestPeer(standings, Entry.TIELINE),
                2));
        all.add(Figure.atLeast(0.7, "vs-bare", "  tieline : bare", standings.ratio(Entry.TIELINE, Entry.BARE), 3));
        if (standings.entries().contains(Entry.TIELINE_RAW)) {
            // The others hand out registers: what is left of the difference is what decoding costs.
            all.add(Figure.reported(
                    "two-decoded-vs-best-peer",
                    "  with two decoded : the better of PLC4X and digitalpetri",
                    bestPeer(standings, Entry.TIELINE_RAW),
                    2));
            all.add(Figure.reported(
                    "two-decoded-vs-bare",
                    "  with two decoded : bare",
                    standings.ratio(Entry.TIELINE_RAW, Entry.BARE),
                    3));
        }
        all.add(Figure.reported(
                "latency-us", "One connection: tieline, µs a request", standings.singleMicros(Entry.TIELINE), 1));
        all.add(Figure.reported("j2mod-latency-us", "  j2mod", standings.singleMicros(Entry.J2MOD), 1));
        all.add(Figure.atMost(
                1.3, "latency-vs-j2mod", "  tieline : j2mod", standings.singleRatio(Entry.TIELINE, Entry.J2MOD), 2));
        return all;
    }

    private static double bestPeer(Standings standings, Entry entry) {
        return Math.min(standings.ratio(entry, Entry.PLC4X), standings.ratio(entry, Entry.DIGITALPETRI));
    }

    private static String key(Entry entry) {
        return entry.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    List<String> missed() {
        return all.stream().filter(figure -> !figure.isMet()).map(Figure::pair).toList();
    }

    String result() {
        return RESULT.stream()
                .flatMap(key -> all.stream().filter(figure -> figure.key().equals(key)))
                .map(Figure::pair)
                .collect(Collectors.joining(" ", "RESULT southbound ", ""));
    }

    JsonObject json() {
        JsonObject json = Json.object().add("bench", "southbound");
        JsonObject values = Json.object();
        all.forEach(figure ->
                values.add(figure.key(), Double.isNaN(figure.value()) ? Json.NULL : Json.value(figure.value())));
        JsonArray notMet = Json.array();
        missed().forEach(notMet::add);
        return json.add("figures", values).add("notMet", notMet);
    }
}
