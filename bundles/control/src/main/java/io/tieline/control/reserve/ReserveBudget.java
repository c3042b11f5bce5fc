package io.tieline.control.reserve;

import io.tieline.control.fleet.Fleet;
import io.tieline.control.settings.ReserveSettings;
import io.tieline.control.situation.Cabinet;

/**
 * What the backup needs and what there is (control laws, 3.4): {@code critical load x time / (efficiency x what cells can
 * give) + floor + SoC error}, and that even without the largest cabinet. The SoC error is its largest part on an
 * uncalibrated fleet.
 *
 * @param requiredWh what must stay in the batteries
 * @param availableWh what is in those that answer
 * @param capacityWh what they hold when full
 * @param criticalLoadW what it is sized for
 * @param usableWh what really reaches the load before the floor, all cabinets together
 * @param minutesAvailable how long that carries the load
 * @param secondsRequired how long the batteries must carry it
 * @param powerW what the batteries can give together once the largest is lost
 * @param storm everything is kept
 * @param calmWh what must stay in the batteries once no storm is awaited
 * @param mostMinutes how long full batteries would carry the load it is sized for once the largest cabinet is lost
 */
public record ReserveBudget(
        double requiredWh,
        double availableWh,
        double capacityWh,
        double criticalLoadW,
        double usableWh,
        double minutesAvailable,
        double secondsRequired,
        double powerW,
        boolean storm,
        double calmWh,
        double mostMinutes) {

    /** More than a day is shown as a day. */
    private static final double MOST_MINUTES = 24 * 60;

    /**
     * @param promise the energy at the load that must be kept
     * @param criticalLoadW what it is sized for
     * @param nowLoadW what would be carried now
     */
    public static ReserveBudget of(
            ReserveSettings settings,
            Fleet fleet,
            ReservePromise promise,
            double secondsRequired,
            double criticalLoadW,
            double nowLoadW) {
        Tally tally = Tally.of(settings, fleet);
        double cells = promise.loadWh() / settings.efficiency();
        // What one cabinet may take with it must stand in the others, in the same shares.
        double share = settings.spareCabinet() && tally.count > 1 ? tally.largestCapacity / tally.capacity : 0;
        double lost = share > 0 ? tally.largestUsable : 0;
        double factor = tally.capacity > 0 ? tally.deliverable / tally.capacity : 1;
        double scale = Math.max(0.05, factor) * (1 - share);
        double byFleet = tally.untouchable + cells / scale;
        double byCabinet = fleet.storedWh() - (tally.usable - lost - cells) / scale;
        double calm = Math.max(byFleet, byCabinet);
        double usable = tally.usable * settings.efficiency();
        double most = (tally.full - (share > 0 ? tally.largestFull : 0)) * settings.efficiency();
        double minutes = nowLoadW > 0 ? Math.min(MOST_MINUTES, usable / nowLoadW * 60) : MOST_MINUTES;
        return new ReserveBudget(
                settings.storm() ? fleet.capacityWh() : calm,
                fleet.storedWh(),
                fleet.capacityWh(),
                criticalLoadW,
                usable,
                minutes,
                secondsRequired,
                tally.power - (share > 0 ? tally.largestPower : 0),
                settings.storm(),
                calm,
                criticalLoadW > 0 ? most / criticalLoadW * 60 : Double.POSITIVE_INFINITY);
    }

    /** The energy at the load that {@link #of} is to keep. */
    public static double neededWh(double criticalLoadW, double secondsRequired) {
        return criticalLoadW * secondsRequired / 3600;
    }

    /** The same with at least this state of charge kept. */
    public ReserveBudget raisedTo(double percent) {
        double atLeast = capacityWh * percent / 100;
        return atLeast <= calmWh ? this : keeping(Math.max(atLeast, requiredWh), storm, atLeast);
    }

    /** The same once no storm is awaited any more. */
    public ReserveBudget withoutStorm() {
        return storm ? keeping(calmWh, false, calmWh) : this;
    }

    private ReserveBudget keeping(double kept, boolean stormy, double calm) {
        return new ReserveBudget(
                kept,
                availableWh,
                capacityWh,
                criticalLoadW,
                usableWh,
                minutesAvailable,
                secondsRequired,
                powerW,
                stormy,
                calm,
                mostMinutes);
    }

    /** What the tariff may spend. */
    public double spareWh() {
        return availableWh - requiredWh;
    }

    public double floorPercent() {
        return capacityWh > 0 ? Math.min(100, requiredWh / capacityWh * 100) : 100;
    }

    /**
     * Whether the need is not met by more than the rounding of a slow approach to the floor. A storm changes nothing about it:
     * what is missing to full is no alarm, and what is missing to the promise is one.
     */
    public boolean isShort() {
        return availableWh < calmWh * 0.995;
    }

    /** Whether it is met, so that an outage is over for the batteries; in a storm no earlier than without one. */
    public boolean isMet() {
        return availableWh >= calmWh;
    }

    /** Whether not even full batteries meet it: more time is asked of them than they can give. */
    public boolean isBeyond() {
        return capacityWh > 0 && mostMinutes * 60 < secondsRequired;
    }

    /** Whether the batteries are too weak for the load, however much they hold. */
    public boolean isWeak() {
        return capacityWh > 0 && powerW < criticalLoadW;
    }

    /** The fleet summed up, cabinet by cabinet. */
    private static final class Tally {
        private int count;
        private double capacity;
        private double deliverable;
        private double untouchable;
        private double usable;
        private double full;
        private double power;
        private double largestFull;
        private double largestCapacity;
        private double largestUsable;
        private double largestPower;

        public static Tally of(ReserveSettings settings, Fleet fleet) {
            Tally tally = new Tally();
            for (int i = 0, n = fleet.cabinets().size(); i < n; i++) {
                Cabinet cabinet = fleet.cabinets().get(i);
                if (fleet.backup()[i]) {
                    tally.add(
                            cabinet,
                            Math.max(
                                            settings.floorPercent(),
                                            fleet.chemistries().get(i).soc().lowest())
                                    + fleet.socErrorPercent()[i],
                            fleet.chemistries().get(i).soc().highest(),
                            fleet.energyFactor()[i],
                            fleet.outageW()[i]);
                }
            }
            return tally;
        }

        private void add(Cabinet cabinet, double keptPercent, double topPercent, double factor, double outageW) {
            double most = cabinet.capacityWh() * factor;
            double can = Math.max(0, cabinet.storedWh() - cabinet.capacityWh() * keptPercent / 100) * factor;
            double atTop = Math.max(0, cabinet.capacityWh() * (topPercent - keptPercent) / 100) * factor;
            double watts = can > 0 ? outageW : 0;
            count++;
            capacity += cabinet.capacityWh();
            deliverable += most;
            untouchable += cabinet.capacityWh() * keptPercent / 100;
            usable += can;
            full += atTop;
            largestFull = Math.max(largestFull, atTop);
            power += watts;
            largestCapacity = Math.max(largestCapacity, cabinet.capacityWh());
            largestUsable = Math.max(largestUsable, can);
            largestPower = Math.max(largestPower, watts);
        }
    }
}
