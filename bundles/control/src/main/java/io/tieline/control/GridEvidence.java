package io.tieline.control;

import java.util.ArrayList;
import java.util.List;

/**
 * Who says what about the grid at one moment. Devices vote; several UPS together have at most two votes, and two only
 * when every UPS that answers is on battery, for one of many on battery is more often a fault of its own.
 *
 * @param meterFresh the meter steers
 * @param meterHealthy the meter is fresh and in band
 * @param meterDead the meter has fallen silent: a vote, but never alone
 * @param standing votes that stand now
 * @param matured votes that have stood long enough
 * @param voters what could vote
 * @param words who says so
 */
record GridEvidence(
        boolean meterFresh,
        boolean meterHealthy,
        boolean meterDead,
        int standing,
        int matured,
        int voters,
        String words) {

    /** Whether anything but a silent meter speaks of a loss. */
    boolean speaks() {
        return standing - (meterDead ? 1 : 0) > 0;
    }

    static GridEvidence of(Situation now, ControlSettings settings, GridMemory memory, long nanos) {
        boolean fresh = now.gridPower().isFresh(settings.trust().meterFreshSeconds());
        String fault = fresh ? outOfBand(now, settings.grid()) : "";
        boolean dead = !fresh && now.gridPower().isPresent() && memory.meterFreshNanos() != GridMemory.NEVER;
        List<String> words = new ArrayList<>(2);
        int standing = 0;
        int matured = 0;
        if (!fault.isEmpty() || dead) {
            standing++;
            long since = memory.meterBadNanos() == GridMemory.NEVER ? nanos : memory.meterBadNanos();
            matured += dead || nanos - since >= settings.grid().meterDwell().toNanos() ? 1 : 0;
            words.add(dead ? "the grid meter is silent" : fault);
        }
        int voters = now.gridPower().isPresent() ? 1 : 0;
        for (Situation.Kind kind : Situation.Kind.values()) {
            int[] votes = votes(kind, now, settings, memory, nanos, words);
            standing += votes[0];
            matured += votes[1];
            voters += votes[2];
        }
        return new GridEvidence(
                fresh, fresh && fault.isEmpty(), dead, standing, matured, voters, String.join(", ", words));
    }

    /** Standing, matured and possible votes of one kind of witness. */
    private static int[] votes(
            Situation.Kind kind,
            Situation now,
            ControlSettings settings,
            GridMemory memory,
            long nanos,
            List<String> words) {
        long dwell = kind == Situation.Kind.UPS ? settings.grid().upsDwell().toNanos() : 0;
        int known = 0;
        int standing = 0;
        int matured = 0;
        StringBuilder ids = new StringBuilder();
        for (int i = 0; i < now.witnesses().size(); i++) {
            Situation.Witness witness = now.witnesses().get(i);
            if (witness.kind() != kind || !witness.known()) {
                continue;
            }
            known++;
            if (witness.saysLost()) {
                standing++;
                long since = memory.witnessSince(i);
                matured += nanos - (since == GridMemory.NEVER ? nanos : since) >= dwell ? 1 : 0;
                ids.append(ids.length() == 0 ? "" : " and ").append(witness.id());
            }
        }
        if (standing > 0) {
            words.add(ids + saying(kind));
        }
        int most = kind == Situation.Kind.UPS ? 2 : 1;
        int allowed = standing == known ? most : 1;
        return new int[] {Math.min(standing, allowed), Math.min(matured, allowed), Math.min(known, most)};
    }

    private static String saying(Situation.Kind kind) {
        return switch (kind) {
            case UPS -> " on battery";
            case TRANSFER_SWITCH -> " not on its normal source";
            case BREAKER -> " open";
            case PCS -> " islanded";
        };
    }

    private static String outOfBand(Situation now, ControlSettings.Grid grid) {
        double low = now.gridVoltageLow().value() / grid.nominalVoltageV();
        double high = now.gridVoltageHigh().value() / grid.nominalVoltageV();
        double off = now.gridFrequency().value() - grid.nominalFrequencyHz();
        // Comparisons with NaN are false: what is not measured does not speak.
        if (low < grid.lowVoltage()) {
            return "the meter sees " + Math.round(low * 100) + " % of the voltage";
        }
        if (high > grid.highVoltage()) {
            return "the meter sees " + Math.round(high * 100) + " % of the voltage";
        }
        if (Math.abs(off) > grid.frequencyBandHz()) {
            return "the meter sees " + Math.round(now.gridFrequency().value() * 100) / 100.0 + " Hz";
        }
        return "";
    }
}
