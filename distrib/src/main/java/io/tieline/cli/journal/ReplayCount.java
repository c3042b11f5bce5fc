package io.tieline.cli.journal;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import io.tieline.control.Decision;
import io.tieline.control.replay.Recorded;
import io.tieline.control.replay.Replay;
import io.tieline.control.settings.WindowSettings;
import io.tieline.tariff.Tariff;
import io.tieline.tariff.bill.Billing;
import io.tieline.tariff.bill.BillingException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a replay has found: how many decisions are the same, and of the others the first. */
final class ReplayCount {

    private static final int SHOWN = 10;

    private final List<Difference> differences = new ArrayList<>();
    private long decisions;
    private long different;
    private @Nullable GridLoad was;
    private @Nullable GridLoad would;
    private double lowestWasMinutes = Double.POSITIVE_INFINITY;
    private double lowestWouldMinutes = Double.POSITIVE_INFINITY;

    /**
     * A decision that is another one.
     *
     * @param was the sentence of the record's; empty where only the replay is known
     */
    private record Difference(long utcMillis, String was, String now) {}

    /** A decision made again with the settings that were in force. */
    void again(Recorded recorded, Replay.Again again) {
        decisions++;
        if (!again.same()) {
            differ(recorded.utcMillis(), "", again.decision().sentence());
        }
    }

    /** A decision as it was, and as it would have been with other settings. */
    void other(Recorded recorded, Decision made, Decision other, WindowSettings window) {
        decisions++;
        // Numbers like the target drift apart unseen; what is told to the batteries is what differs.
        if (made.mode() != other.mode() || made.powerW() != other.powerW() || made.binding() != other.binding()) {
            differ(recorded.utcMillis(), made.sentence(), other.sentence());
        }
        GridLoad before = was == null ? new GridLoad(window) : was;
        GridLoad after = would == null ? new GridLoad(window) : would;
        was = before;
        would = after;
        before.add(recorded.utcMillis(), made.flows().gridW());
        after.add(recorded.utcMillis(), other.flows().gridW());
        lowestWasMinutes = lowest(lowestWasMinutes, made.reserve().minutesAvailable());
        lowestWouldMinutes = lowest(lowestWouldMinutes, other.reserve().minutesAvailable());
    }

    private static double lowest(double before, double now) {
        return Double.isNaN(now) ? before : Math.min(before, now);
    }

    private void differ(long utcMillis, String was, String now) {
        different++;
        if (differences.size() < SHOWN) {
            differences.add(new Difference(utcMillis, was, now));
        }
    }

    boolean isEmpty() {
        return decisions == 0;
    }

    boolean isSame() {
        return different == 0;
    }

    void print(PrintWriter out, @Nullable Tariff tariff) {
        for (Difference one : differences) {
            out.println(Instant.ofEpochMilli(one.utcMillis()));
            if (!one.was().isEmpty()) {
                out.println("  was:   " + one.was());
            }
            out.println("  " + (one.was().isEmpty() ? "now:   " : "would: ") + one.now());
        }
        if (different > differences.size()) {
            out.printf("and %,d more%n", different - differences.size());
        }
        GridLoad before = was;
        GridLoad after = would;
        if (before != null && after != null) {
            out.printf("peak    was %s, would have been %s%n", kw(before.peakW()), kw(after.peakW()));
            out.printf(
                    "reserve was at least %s, would have been at least %s%n",
                    minutes(lowestWasMinutes), minutes(lowestWouldMinutes));
            if (tariff != null) {
                out.printf("bill    was %s, would have been %s%n", bill(tariff, before), bill(tariff, after));
            }
        }
    }

    private static String kw(double watts) {
        return Double.isNaN(watts) ? "not known (no whole demand window)" : String.format("%,.1f kW", watts / 1000);
    }

    private static String minutes(double minutes) {
        return Double.isInfinite(minutes) ? "not known" : String.format("%.1f minutes", minutes);
    }

    private static String bill(Tariff tariff, GridLoad load) {
        try {
            var bill = Billing.bill(tariff, load.load());
            return bill.total() + " " + bill.currency();
        } catch (BillingException e) {
            return "not known (" + e.getMessage() + ")";
        }
    }

    JsonObject json(@Nullable Tariff tariff) {
        JsonArray first = new JsonArray();
        for (Difference one : differences) {
            first.add(new JsonObject()
                    .add("time", Instant.ofEpochMilli(one.utcMillis()).toString())
                    .add("was", one.was())
                    .add("would", one.now()));
        }
        JsonObject json = new JsonObject()
                .add("decisions", decisions)
                .add("same", decisions - different)
                .add("different", different)
                .add("first", first);
        GridLoad before = was;
        GridLoad after = would;
        if (before != null && after != null) {
            json.add("peak-was", number(before.peakW()))
                    .add("peak-would", number(after.peakW()))
                    .add("reserve-minutes-was", number(lowestWasMinutes))
                    .add("reserve-minutes-would", number(lowestWouldMinutes));
            if (tariff != null) {
                json.add("bill-was", bill(tariff, before)).add("bill-would", bill(tariff, after));
            }
        }
        return json;
    }

    private static JsonValue number(double value) {
        return Double.isFinite(value) ? Json.value(value) : Json.NULL;
    }

    String result() {
        return "RESULT replay decisions=" + decisions + " same=" + (decisions - different) + " different=" + different;
    }
}
