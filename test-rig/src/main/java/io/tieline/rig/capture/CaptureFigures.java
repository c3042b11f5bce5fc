package io.tieline.rig.capture;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The figures of all recordings together. */
record CaptureFigures(List<TraceFigures> traces, List<YearPair> pairs) {

    double mean(ToDoubleFunction<TraceFigures> figure) {
        return traces.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }

    double margin() {
        return mean(TraceFigures::month) - mean(TraceFigures::tunedMonth);
    }

    double worst() {
        return traces.stream().mapToDouble(TraceFigures::month).min().orElse(Double.NaN);
    }

    /** NaN where no site has two consecutive years. */
    double yearWithHistory() {
        return pairs.stream().mapToDouble(YearPair::capture).average().orElse(Double.NaN);
    }

    /** All recordings as one row. */
    TraceFigures average() {
        return new TraceFigures(
                "mean",
                mean(TraceFigures::highestW),
                mean(TraceFigures::possible),
                mean(TraceFigures::month),
                mean(TraceFigures::year),
                mean(TraceFigures::oracle),
                mean(TraceFigures::naiveMonth),
                mean(TraceFigures::naiveYear),
                mean(TraceFigures::tunedMonth),
                mean(TraceFigures::tunedYear),
                mean(TraceFigures::bill),
                mean(TraceFigures::cycles),
                selfMade(),
                reserveMinutes(),
                limitMinutes(),
                mean(TraceFigures::seconds));
    }

    int selfMade() {
        return traces.stream().mapToInt(TraceFigures::selfMade).sum()
                + pairs.stream().mapToInt(YearPair::selfMade).sum();
    }

    long reserveMinutes() {
        return traces.stream().mapToLong(TraceFigures::reserveMinutes).sum()
                + pairs.stream().mapToLong(YearPair::reserveMinutes).sum();
    }

    long limitMinutes() {
        return traces.stream().mapToLong(TraceFigures::limitMinutes).sum()
                + pairs.stream().mapToLong(YearPair::limitMinutes).sum();
    }

    /** Whether nothing was spent that must not be. */
    boolean isClean() {
        return selfMade() == 0 && reserveMinutes() == 0 && limitMinutes() == 0;
    }

    String result() {
        return String.format(
                Locale.ROOT,
                "RESULT capture capture-month=%.3f margin=%.3f worst=%.3f capture-year=%s bill=%.3f efc=%.1f"
                        + " self-made-peaks=%d reserve-minutes=%d",
                mean(TraceFigures::month),
                margin(),
                worst(),
                pairs.isEmpty() ? "n/a" : String.format(Locale.ROOT, "%.3f", yearWithHistory()),
                mean(TraceFigures::bill),
                mean(TraceFigures::cycles),
                selfMade(),
                reserveMinutes());
    }

    JsonObject toJson() {
        JsonArray each = new JsonArray();
        traces.forEach(trace -> each.add(json(trace)));
        JsonArray years = new JsonArray();
        pairs.forEach(pair -> years.add(new JsonObject()
                .add("site", pair.site())
                .add("year", pair.year())
                .add("capture", number(pair.capture()))
                .add("selfMadePeaks", pair.selfMade())
                .add("reserveMinutes", pair.reserveMinutes())));
        return new JsonObject()
                .add("captureMonth", number(mean(TraceFigures::month)))
                .add("margin", number(margin()))
                .add("worst", number(worst()))
                .add("captureYear", number(yearWithHistory()))
                .add("oracle", number(mean(TraceFigures::oracle)))
                .add("bill", number(mean(TraceFigures::bill)))
                .add("equivalentFullCycles", number(mean(TraceFigures::cycles)))
                .add("selfMadePeaks", selfMade())
                .add("reserveMinutes", reserveMinutes())
                .add("limitMinutes", limitMinutes())
                .add("traces", each)
                .add("yearPairs", years);
    }

    private static JsonObject json(TraceFigures trace) {
        return new JsonObject()
                .add("name", trace.name())
                .add("highestW", number(trace.highestW()))
                .add("possibleShare", number(trace.possible()))
                .add("captureMonth", number(trace.month()))
                .add("captureYear", number(trace.year()))
                .add("oracle", number(trace.oracle()))
                .add("thresholdNaiveMonth", number(trace.naiveMonth()))
                .add("thresholdNaiveYear", number(trace.naiveYear()))
                .add("thresholdTunedMonth", number(trace.tunedMonth()))
                .add("thresholdTunedYear", number(trace.tunedYear()))
                .add("bill", number(trace.bill()))
                .add("equivalentFullCycles", number(trace.cycles()))
                .add("selfMadePeaks", trace.selfMade())
                .add("reserveMinutes", trace.reserveMinutes())
                .add("limitMinutes", trace.limitMinutes())
                .add("secondsPerYear", number(trace.seconds()));
    }

    private static JsonValue number(double value) {
        return Double.isFinite(value) ? Json.value(value) : Json.NULL;
    }
}
