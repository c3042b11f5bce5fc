package io.tieline.control.grid;

import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.GridSettings;
import io.tieline.control.situation.Input;
import io.tieline.control.situation.Input.Confidence;
import io.tieline.control.situation.Situation;
import io.tieline.control.situation.Witness;
import io.tieline.control.situation.Witness.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Who says what about the grid at one moment. Devices vote; several UPS together have at most two votes, and two only
 * when every UPS that answers is on battery while nobody who sees the grid itself calls it healthy, for a UPS on battery is
 * more often a fault of its own.
 *
 * @param meterFresh the meter steers
 * @param meterHealthy the meter is fresh and in band
 * @param meterDead the meter has fallen silent: a vote, but never alone
 * @param meterMissed no meter steers, and everyone else says that the load is on the grid
 * @param stoodIn the meter does not steer, but another one does in its place
 * @param standing votes that stand now
 * @param matured votes that have stood long enough
 * @param voters what could vote
 * @param back the meter sees a grid as it must be to go back to it, and nothing fed by the grid says otherwise
 * @param wrong the meter sees a grid, but not as it must be: what is wrong with it; else empty
 * @param away something is still not on the grid: a transfer switch, a conversion, a breaker, the load
 * @param islanded a conversion carries the load
 * @param onBattery a UPS carries its load from its battery
 * @param bypassed the UPS whose load no battery stands behind, empty: none
 * @param words who says so
 */
public record GridEvidence(
        boolean meterFresh,
        boolean meterHealthy,
        boolean meterDead,
        boolean meterMissed,
        boolean stoodIn,
        int standing,
        int matured,
        int voters,
        boolean back,
        String wrong,
        boolean away,
        boolean islanded,
        boolean onBattery,
        String bypassed,
        String words) {

    /** Below this share of the nominal voltage there is no grid at all, rather than a wrong one. */
    private static final double ANY_VOLTAGE = 0.5;

    /** Whether anything but a silent meter speaks of a loss. */
    boolean speaks() {
        return standing - (meterDead ? 1 : 0) > 0;
    }

    /** @param heard the meter is known to have been heard before a restart */
    static GridEvidence of(Situation now, ControlSettings settings, GridClocks clocks, boolean heard, long nanos) {
        boolean fresh = now.gridPower().isFresh(settings.trust().meterFreshSeconds());
        boolean blind = BlindMeter.seesNone(now, settings.grid(), settings.trust());
        String fault = fresh || blind ? outOfBand(now, settings.grid()) : "";
        boolean healthy = fresh && fault.isEmpty();
        boolean dead = !fresh && now.gridPower().isPresent() && (heard || clocks.meterFreshNanos() != GridClocks.NEVER);
        boolean normal = says(now, Kind.TRANSFER_SWITCH, false);
        List<String> words = new ArrayList<>(2);
        int standing = 0;
        int matured = 0;
        if (!fault.isEmpty() || dead) {
            standing++;
            long since = clocks.meterBadNanos() == GridClocks.NEVER ? nanos : clocks.meterBadNanos();
            matured += dead || nanos - since >= settings.grid().meterDwell().toNanos() ? 1 : 0;
            words.add(fault.isEmpty() ? "the grid meter is silent" : fault);
        }
        int voters = now.gridPower().isPresent() ? 1 : 0;
        for (Kind kind : Kind.values()) {
            int most = kind == Kind.UPS && !(healthy && normal) ? 2 : 1;
            int[] votes = votes(kind, most, now, settings, clocks, nanos, words);
            standing += votes[0];
            matured += votes[1];
            voters += votes[2];
        }
        boolean switchedAway = says(now, Kind.TRANSFER_SWITCH, true);
        boolean onBattery = says(now, Kind.UPS, true);
        String wrong = fresh ? wrong(now, settings.grid()) : "";
        boolean seen = fresh && !(share(now.gridVoltageLow(), settings) < ANY_VOLTAGE);
        return new GridEvidence(
                fresh,
                healthy,
                dead,
                !fresh && LoadPlace.notOnGrid(now).isEmpty(),
                StandIn.steers(now, clocks, settings),
                standing,
                matured,
                voters,
                healthy
                        && wrong.isEmpty()
                        && isSure(now.gridVoltageLow())
                        && isSure(now.gridVoltageHigh())
                        && isSure(now.gridFrequency())
                        && (switchedAway || !onBattery),
                seen ? wrong : "",
                switchedAway
                        || says(now, Kind.PCS, true)
                        || says(now, Kind.BREAKER, true)
                        || LoadPlace.inferredOnGenerators(now, settings.trust()),
                says(now, Kind.PCS, true),
                onBattery,
                bypassed(now),
                String.join(", ", words));
    }

    /** Standing, matured and possible votes of one kind of witness. */
    private static int[] votes(
            Kind kind,
            int most,
            Situation now,
            ControlSettings settings,
            GridClocks clocks,
            long nanos,
            List<String> words) {
        long dwell = kind == Kind.UPS ? settings.grid().upsDwell().toNanos() : 0;
        int known = 0;
        int standing = 0;
        int matured = 0;
        StringBuilder ids = new StringBuilder();
        for (int i = 0; i < now.witnesses().size(); i++) {
            Witness witness = now.witnesses().get(i);
            if (witness.kind() != kind || !witness.known()) {
                continue;
            }
            known++;
            if (witness.saysLost()) {
                standing++;
                long since = clocks.witnessSince(i);
                matured += nanos - (since == GridClocks.NEVER ? nanos : since) >= dwell ? 1 : 0;
                ids.append(ids.length() == 0 ? "" : " and ").append(witness.id());
            }
        }
        if (standing > 0) {
            words.add(ids + saying(kind));
        }
        int allowed = standing == known ? most : 1;
        return new int[] {Math.min(standing, allowed), Math.min(matured, allowed), Math.min(known, most)};
    }

    /** Whether a witness of a kind that answers says so. */
    public static boolean says(Situation now, Kind kind, boolean lost) {
        for (Witness witness : now.witnesses()) {
            if (witness.kind() == kind && witness.known() && witness.saysLost() == lost) {
                return true;
            }
        }
        return false;
    }

    /** Whether the load is seen on batteries: every UPS that answers says so, or every conversion carries it. */
    public static boolean onBatteries(Situation now) {
        return says(now, Kind.UPS, true) && !says(now, Kind.UPS, false)
                || says(now, Kind.PCS, true) && !says(now, Kind.PCS, false);
    }

    private static String bypassed(Situation now) {
        StringBuilder ids = new StringBuilder();
        for (Witness witness : now.witnesses()) {
            if (witness.known() && witness.bypassed()) {
                ids.append(ids.length() == 0 ? "" : " and ").append(witness.id());
            }
        }
        return ids.toString();
    }

    static String saying(Kind kind) {
        return switch (kind) {
            case UPS -> " on battery";
            case TRANSFER_SWITCH -> " not on its normal source";
            case BREAKER -> " open";
            case PCS -> " islanded";
        };
    }

    private static String outOfBand(Situation now, GridSettings grid) {
        double low = now.gridVoltageLow().value() / grid.nominalVoltageV();
        double high = now.gridVoltageHigh().value() / grid.nominalVoltageV();
        double off = now.gridFrequency().value() - grid.nominalFrequencyHz();
        // Comparisons with NaN are false: what is not measured does not speak.
        if (low < grid.lowVoltage()) {
            return volts(low);
        }
        if (high > grid.highVoltage()) {
            return volts(high);
        }
        return Math.abs(off) > grid.frequencyBandHz() ? hertz(now) : "";
    }

    /** What keeps a returned grid from being gone back to. */
    private static String wrong(Situation now, GridSettings grid) {
        double low = now.gridVoltageLow().value() / grid.nominalVoltageV();
        double high = now.gridVoltageHigh().value() / grid.nominalVoltageV();
        double off = now.gridFrequency().value() - grid.nominalFrequencyHz();
        if (now.plant().wrongSequence()) {
            return "the meter sees the phases in the wrong sequence";
        }
        if (grid.enterService().admits(low, high, off)) {
            return "";
        }
        boolean voltage = !grid.enterService().admits(low, high, 0);
        return voltage ? volts(low < grid.enterService().lowVoltage() ? low : high) : hertz(now);
    }

    /** What the meter of this site measures it must measure well before the site goes back to the grid. */
    private static boolean isSure(Input measured) {
        return measured.confidence() == Confidence.GOOD || !measured.isPresent();
    }

    private static double share(Input voltage, ControlSettings settings) {
        return voltage.value() / settings.grid().nominalVoltageV();
    }

    private static String volts(double share) {
        return "the meter sees " + Math.round(share * 100) + " % of the voltage";
    }

    private static String hertz(Situation now) {
        return "the meter sees " + Math.round(now.gridFrequency().value() * 100) / 100.0 + " Hz";
    }
}
