package io.tieline.control.grid;

import io.tieline.control.backup.GeneratorWatch.Phase;

/** Why a state of the grid is believed, in words. */
final class GridWords {

    private GridWords() {}

    /** @param afterOutage an outage is over, but not yet what it took from the batteries */
    static String of(GridState state, GridEvidence evidence, Phase generators, boolean afterOutage) {
        return switch (state) {
            case OK -> "";
            case LOST -> lost(evidence) + (generators == Phase.FAILED ? "; the generators did not start" : "");
            case GEN_STARTING -> lost(evidence) + "; the generators are starting";
            case ON_GEN -> lost(evidence) + "; the generators carry the load";
            case QUALIFY ->
                evidence.meterFresh()
                        ? "the grid is back and must stay healthy"
                        : "an operator goes on without the grid meter; everyone else must see the grid stay";
            case RETRANSFER ->
                "the grid is qualified, the load goes back to it" + (evidence.away() ? ": " + away(evidence) : "");
            case RECHARGE -> "the load is on the grid again, the backup is refilled";
            case SUSPECT -> evidence.words();
            case CONTRADICTION -> contradiction(evidence);
            case DEGRADED -> degraded(evidence, afterOutage);
            case LOCKOUT ->
                generators == Phase.LOCKED_OUT
                        ? "the generators fell off again"
                        : "the grid came back wrong: " + evidence.wrong();
        };
    }

    private static String away(GridEvidence evidence) {
        return evidence.words().isEmpty() ? "the meter does not see it yet" : evidence.words();
    }

    private static String degraded(GridEvidence evidence, boolean afterOutage) {
        if (afterOutage) {
            return "the load is back on the grid without its meter; the batteries rest until it measures";
        }
        return evidence.meterDead() ? evidence.words() : "the grid meter has not answered yet";
    }

    private static String lost(GridEvidence evidence) {
        if (!evidence.wrong().isEmpty()) {
            return "the grid is back, but " + evidence.wrong();
        }
        return evidence.words().isEmpty()
                ? "the grid meter is not healthy"
                : evidence.words() + " (" + evidence.standing() + " of " + evidence.voters() + " votes)";
    }

    private static String contradiction(GridEvidence evidence) {
        return evidence.speaks()
                ? evidence.words() + ", but the meter sees a healthy grid"
                : evidence.bypassed() + " in bypass: no battery of its own stands behind its load";
    }
}
