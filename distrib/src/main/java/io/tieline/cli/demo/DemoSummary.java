package io.tieline.cli.demo;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import com.eclipsesource.json.WriterConfig;
import java.util.Locale;

/**
 * What a demo came to, from three witnesses: the gateway counts what it read, recorded and had acknowledged; the simulated
 * site knows the true peaks; a listener behind the broker counts what really arrived.
 */
record DemoSummary(
        long pointsRead,
        long decisions,
        double rawPeakW,
        double shavedPeakW,
        long samplesRecorded,
        long samplesAcknowledged,
        long samplesReceived,
        long samplesHistorical,
        long samplesDuplicate,
        long samplesWaiting,
        long samplesLost,
        long firstDecisionMillis) {

    static DemoSummary of(JsonObject gateway, JsonObject simulation) {
        JsonObject site = part(simulation, "site");
        JsonObject listener = part(simulation, "broker");
        long recorded = gateway.getLong("samplesRecorded", 0);
        long acknowledged = gateway.getLong("samplesAcknowledged", 0);
        long waiting = gateway.getLong("samplesWaiting", 0);
        long received = listener.getLong("samples", 0);
        long duplicate = listener.getLong("duplicates", 0);
        return new DemoSummary(
                gateway.getLong("pointsRead", 0),
                gateway.getLong("decisions", 0),
                number(site, "rawPeakW"),
                number(site, "shavedPeakW"),
                recorded,
                acknowledged,
                received,
                listener.getLong("historical", 0),
                duplicate,
                waiting,
                lost(
                        gateway.getLong("samplesDropped", 0),
                        recorded - acknowledged - waiting,
                        acknowledged - received + duplicate),
                gateway.getLong("firstDecisionMillis", 0));
    }

    /**
     * Dropped by the journal, gone before the broker said it has them, or gone after: the gateway's word is checked against
     * the listener's.
     */
    private static long lost(long dropped, long unaccounted, long acknowledgedButNotReceived) {
        return dropped + Math.max(0, unaccounted) + Math.max(0, acknowledgedButNotReceived);
    }

    private static JsonObject part(JsonObject whole, String name) {
        return whole.get(name) instanceof JsonObject object ? object : Json.object();
    }

    /** NaN while the run was too short for one whole window. */
    private static double number(JsonObject object, String name) {
        JsonValue value = object.get(name);
        return value != null && value.isNumber() ? value.asDouble() : Double.NaN;
    }

    boolean isGood() {
        return samplesLost == 0 && decisions > 0 && pointsRead > 0;
    }

    String json() {
        return Json.object()
                .add("pointsRead", pointsRead)
                .add("decisions", decisions)
                .add("rawPeakW", watts(rawPeakW))
                .add("shavedPeakW", watts(shavedPeakW))
                .add("samplesRecorded", samplesRecorded)
                .add("samplesAcknowledged", samplesAcknowledged)
                .add("samplesReceived", samplesReceived)
                .add("samplesHistorical", samplesHistorical)
                .add("samplesDuplicate", samplesDuplicate)
                .add("samplesWaiting", samplesWaiting)
                .add("samplesLost", samplesLost)
                .add("firstDecisionMillis", firstDecisionMillis)
                .toString(WriterConfig.PRETTY_PRINT);
    }

    private static JsonValue watts(double value) {
        return Double.isNaN(value) ? Json.NULL : Json.value(Math.round(value));
    }

    String text() {
        return String.format(
                Locale.ROOT,
                """

                  points read            %,12d
                  decisions              %,12d   the first %.1f s after the start of the JVM
                  raw peak               %,12.1f kW   highest 30-minute mean of the load
                  shaved peak            %,12.1f kW   highest 30-minute mean at the grid meter
                  samples recorded       %,12d
                  samples acknowledged   %,12d   by the broker
                  samples received       %,12d   by a listener behind the broker, %,d marked historical, %,d twice
                  samples waiting        %,12d   in the journal
                  samples lost           %,12d""",
                pointsRead,
                decisions,
                firstDecisionMillis / 1000.0,
                rawPeakW / 1000,
                shavedPeakW / 1000,
                samplesRecorded,
                samplesAcknowledged,
                samplesReceived,
                samplesHistorical,
                samplesDuplicate,
                samplesWaiting,
                samplesLost);
    }
}
