package io.tieline.control.demand;

import io.tieline.control.settings.CoincidentPeak;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What announced coincident peaks ask of the batteries: everything they have left while one runs, and that it is there when it
 * begins.
 *
 * @param ahead those that run or begin within a day, in the order of time
 * @param dischargeW what the batteries can give in them without feeding into the grid
 * @param chargeW what they take where the load leaves room
 * @param efficiency one way
 */
public record AnnouncedPeaks(
        List<CoincidentPeak> ahead, double dischargeW, double chargeW, double efficiency, long utcMillis) {

    private static final long DAY_MILLIS = 86_400_000;
    /** When the system is near its peak, so is the site: charging in these hours before is not counted on. */
    private static final double BUSY_SECONDS = 4 * 3600;

    /** Of all that are announced, those that matter now. */
    public static List<CoincidentPeak> ahead(List<CoincidentPeak> announced, long utcMillis) {
        return announced.isEmpty()
                ? announced
                : announced.stream()
                        .filter(peak ->
                                peak.endUtcMillis() > utcMillis && peak.startUtcMillis() < utcMillis + DAY_MILLIS)
                        .toList();
    }

    public Optional<CoincidentPeak> running() {
        return ahead.stream().filter(peak -> peak.runsAt(utcMillis)).findFirst();
    }

    /**
     * What must be left now, in Ws the batteries can give, so that those to come are served; what is charged in time is taken
     * off.
     *
     * @param which of them
     */
    public double keptWs(Predicate<CoincidentPeak> which) {
        double kept = 0;
        long next = 0;
        for (int i = ahead.size() - 1; i >= 0; i--) {
            CoincidentPeak peak = ahead.get(i);
            if (which.test(peak) && !peak.runsAt(utcMillis)) {
                double after = kept > 0 ? Math.max(0, kept - chargedWs(peak.endUtcMillis(), next)) : 0;
                kept = dischargeW * peak.lengthSeconds() + after;
                next = peak.startUtcMillis();
            }
        }
        return kept > 0 ? Math.max(0, kept - chargedWs(utcMillis, next)) : 0;
    }

    private double chargedWs(long fromUtcMillis, long toUtcMillis) {
        double seconds = Math.max(0, (toUtcMillis - fromUtcMillis) / 1000.0 - BUSY_SECONDS);
        return chargeW * seconds * efficiency * efficiency;
    }

    /**
     * The discharge that spreads what may be given over the rest of one that runs.
     *
     * @param spareWs what the batteries can give above the backup reserve
     */
    public double dischargeW(CoincidentPeak running, double spareWs) {
        double seconds = Math.max(1, (running.endUtcMillis() - utcMillis) / 1000.0);
        return Math.min(dischargeW, Math.max(0, spareWs - keptWs(peak -> true)) / seconds);
    }
}
