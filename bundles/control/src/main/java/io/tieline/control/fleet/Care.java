package io.tieline.control.fleet;

import io.tieline.chemistry.Calibration;
import io.tieline.chemistry.Calibration.Anchor;
import io.tieline.chemistry.Chemistry;
import io.tieline.chemistry.Maintenance;
import io.tieline.control.situation.Cabinet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is remembered of the cells of one cabinet. Immutable.
 *
 * @param anchor since its state of charge was last known for sure
 * @param upkeep since each maintenance of its chemistry was last done, in the chemistry's order
 * @param restSeconds how long no power has flowed
 * @param lowSeconds how long it has stood lower than is good for it
 * @param full it was full, and is not to be charged again before it falls below its restart level
 * @param hot it was too hot and has not cooled down enough yet
 * @param warmth how its temperature moves
 * @param job the maintenance under way
 */
public record Care(
        Since anchor,
        List<Since> upkeep,
        double restSeconds,
        double lowSeconds,
        boolean full,
        boolean hot,
        Warmth warmth,
        Job job) {

    static final Care NEW = new Care(Since.NEVER, List.of(), 0, 0, false, false, Warmth.UNKNOWN, Job.NONE);

    /** Power below this share of the nominal one is none. */
    private static final double REST_SHARE = 0.02;
    /** A state of charge within so many points of an end is there. */
    private static final double AT_END = 1;
    /** So much below the temperature at which it had to stop it may start again. */
    private static final double HYSTERESIS_C = 5;

    /** Nothing is too hot below; what is not allowed there is too cold. */
    private static final double ROOM_C = 25;

    public Care {
        upkeep = List.copyOf(upkeep);
    }

    /**
     * The maintenance under way.
     *
     * @param upkeep which of the chemistry's, -1: none
     * @param standing whether it has reached the state of charge it was brought to
     * @param seconds how long it has stood there
     */
    public record Job(int upkeep, boolean standing, double seconds) {

        static final Job NONE = new Job(-1, false, 0);

        public boolean runs() {
            return upkeep >= 0;
        }
    }

    /**
     * How the temperature of the hottest cell moves.
     *
     * @param fromC where the present minute began
     * @param seconds how long that is ago
     * @param perMinute °C per minute over the last whole one
     */
    record Warmth(double fromC, double seconds, double perMinute) {

        static final Warmth UNKNOWN = new Warmth(Double.NaN, 0, 0);
        private static final double MINUTE = 60;

        Warmth next(double hottestC, double moreSeconds) {
            if (Double.isNaN(hottestC)) {
                return UNKNOWN;
            }
            double passed = seconds + moreSeconds;
            if (Double.isNaN(fromC)) {
                return new Warmth(hottestC, 0, 0);
            }
            return passed < MINUTE
                    ? new Warmth(fromC, passed, perMinute)
                    : new Warmth(hottestC, 0, (hottestC - fromC) * MINUTE / passed);
        }
    }

    /** The memory after some time in which the cabinet did what it says. */
    Care next(Cabinet cabinet, Chemistry chemistry, double seconds) {
        double share = Double.isNaN(cabinet.powerW())
                ? Double.NaN
                : Math.abs(cabinet.powerW()) / Math.max(1, cabinet.nominalPowerW());
        double cycles = Double.isNaN(share) || cabinet.capacityWh() <= 0
                ? 0
                : Math.abs(cabinet.powerW()) * seconds / 7200 / cabinet.capacityWh();
        double rest = share <= REST_SHARE ? restSeconds + seconds : 0;
        double soc = cabinet.socPercent();
        Since known =
                isAnchor(chemistry.calibration(), soc, rest, chemistry.soc()) ? Since.NOW : anchor.and(seconds, cycles);
        List<Since> done = passed(chemistry.maintenance(), seconds, cycles);
        Job now = job;
        if (job.upkeep() < done.size() && job.runs()) {
            Maintenance maintenance = chemistry.maintenance().get(job.upkeep());
            now = step(maintenance, soc, chemistry.soc(), seconds);
            if (now.standing() && now.seconds() >= maintenance.duration().toSeconds()) {
                done.set(job.upkeep(), Since.NOW);
                now = Job.NONE;
            }
        }
        return new Care(
                known,
                done,
                rest,
                soc < chemistry.rest().below() ? lowSeconds + seconds : 0,
                soc >= chemistry.soc().highest() - AT_END
                        || (full && soc >= chemistry.floatCharge().restart()),
                isHot(cabinet.condition().hottestC(), chemistry),
                warmth.next(cabinet.condition().hottestC(), seconds),
                now);
    }

    private List<Since> passed(List<Maintenance> all, double seconds, double cycles) {
        List<Since> passed = new ArrayList<>(all.size());
        for (int i = 0; i < all.size(); i++) {
            passed.add(i < upkeep.size() ? upkeep.get(i).and(seconds, cycles) : unknown(all.get(i)));
        }
        return passed;
    }

    /** Of which nothing is known is taken as half due. */
    private static Since unknown(Maintenance maintenance) {
        return new Since(maintenance.every().toSeconds() / 2.0, 0);
    }

    private Job step(Maintenance maintenance, double soc, Chemistry.SocWindow window, double seconds) {
        boolean there = maintenance.ends() == Maintenance.End.EMPTY
                ? soc <= window.lowest() + AT_END
                : soc >= window.highest() - AT_END;
        // Once there it stays there: standing for hours, self-discharge and a restless SoC do not start it anew.
        return job.standing() || there
                ? new Job(job.upkeep(), true, job.standing() ? job.seconds() + seconds : 0)
                : job;
    }

    private static boolean isAnchor(
            Calibration calibration, double soc, double restSeconds, Chemistry.SocWindow window) {
        Set<Anchor> anchors = calibration.anchors();
        boolean place = anchors.contains(Anchor.REST)
                || (anchors.contains(Anchor.FULL) && soc >= window.highest() - AT_END)
                || (anchors.contains(Anchor.EMPTY) && soc <= window.lowest() + AT_END);
        return place && restSeconds >= calibration.rest().toSeconds();
    }

    /** It stops at the temperature where nothing is allowed any more and starts again well below. */
    private boolean isHot(double hottestC, Chemistry chemistry) {
        if (Double.isNaN(hottestC)) {
            return hot;
        }
        double at = hot ? hottestC + HYSTERESIS_C : hottestC;
        return at > ROOM_C
                && (chemistry.derate().at(at) <= 0 || at > chemistry.discharge().hottest());
    }

    /** How wrong its state of charge may be, in points. */
    public double errorPercent(Calibration calibration) {
        return Double.isInfinite(anchor.seconds())
                ? calibration.most()
                : calibration.errorPercent(anchor.seconds(), anchor.cycles());
    }

    /** Begins a maintenance. */
    public Care begin(int which) {
        return new Care(anchor, upkeep, restSeconds, lowSeconds, full, hot, warmth, new Job(which, false, 0));
    }

    /** Gives up a maintenance wherever it is, as only one may be that the cells do not need. */
    public Care stop() {
        return new Care(anchor, upkeep, restSeconds, lowSeconds, full, hot, warmth, Job.NONE);
    }

    /** Gives up a maintenance that has not reached its state of charge: the grid needs the cabinet. */
    public Care abandon() {
        return job.runs() && !job.standing() ? stop() : this;
    }

    /** The same, some time after it was written down. */
    Care later(double seconds) {
        return new Care(
                anchor.and(seconds, 0),
                upkeep.stream().map(since -> since.and(seconds, 0)).toList(),
                0,
                lowSeconds,
                full,
                hot,
                Warmth.UNKNOWN,
                job);
    }
}
