package io.tieline.control.replay;

import io.tieline.control.Decision;
import io.tieline.control.situation.Cabinet;
import io.tieline.control.situation.Input;
import io.tieline.control.situation.Plant;
import io.tieline.control.situation.Situation;
import io.tieline.control.study.StudyBattery;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The site as it would stand had its cabinets been told something else; it keeps the difference to the recorded one. */
final class OtherSite {

    private static final double FULL = 99;
    private static final double EMPTY = 1;
    private static final double EFFICIENCY = Math.sqrt(StudyBattery.USUAL_ROUND_TRIP);

    private double[] moreWh;
    private double importedWh;
    private long nanos;

    OtherSite(Recorded first) {
        moreWh = new double[first.situation().cabinets().size()];
        nanos = first.nanos();
    }

    /**
     * The other site at the moment of the next decision.
     *
     * @param made what the recorded cabinets were told before, null: nothing yet
     * @param would what these were told
     */
    Situation next(Recorded recorded, @Nullable Decision made, @Nullable Decision would) {
        Situation real = recorded.situation();
        List<Cabinet> cabinets = real.cabinets();
        if (cabinets.size() != moreWh.length) {
            moreWh = new double[cabinets.size()];
        }
        // A gateway that was down in between told nobody anything.
        double hours = recorded.begin().isPresent() && recorded.nanos() < nanos
                ? 0
                : Math.max(0, (recorded.nanos() - nanos) / 3.6e12);
        nanos = recorded.nanos();
        double more = 0;
        List<Cabinet> other = new ArrayList<>(cabinets.size());
        for (int i = 0; i < cabinets.size(); i++) {
            double moreW = made == null || would == null ? 0 : moreW(i, cabinets.get(i), made, would);
            moreW = within(i, cabinets.get(i), moreW, hours);
            more += moreW;
            other.add(stored(i, cabinets.get(i), moreW));
        }
        importedWh -= more * hours;
        return new Situation(
                less(real.gridPower(), more),
                real.gridVoltageLow(),
                real.gridVoltageHigh(),
                real.gridFrequency(),
                real.siteLoad(),
                real.criticalLoad(),
                other,
                real.witnesses(),
                counting(real.plant()),
                real.gridReactive());
    }

    private static double moreW(int i, Cabinet cabinet, Decision made, Decision would) {
        if (i >= made.setpoints().size() || i >= would.setpoints().size() || Double.isNaN(cabinet.powerW())) {
            return 0;
        }
        Decision.Setpoint was = made.setpoints().get(i);
        Decision.Setpoint now = would.setpoints().get(i);
        return was.released() || now.released() ? 0 : now.watts() - was.watts();
    }

    /** As much of it as the cabinet's energy allows, which it takes. */
    private double within(int i, Cabinet cabinet, double wantedW, double hours) {
        double capacity = cabinet.capacityWh();
        if (!(capacity > 0) || Double.isNaN(cabinet.socPercent())) {
            return 0;
        }
        double real = cabinet.powerW();
        double soc = cabinet.socPercent();
        double stored = capacity * soc / 100 + moreWh[i];
        double powerW = real + wantedW;
        boolean cannot =
                (powerW > real && powerW > 0 && stored <= 0) || (powerW < real && powerW < 0 && stored >= capacity);
        double moreW = cannot ? 0 : wantedW;
        double drawnWh = moreW == 0 ? 0 : (cell(real + moreW) - cell(real)) * hours;
        moreWh[i] = Math.max(-capacity * soc / 100, Math.min(capacity * (100 - soc) / 100, moreWh[i] - drawnWh));
        return moreW;
    }

    /** What a power at the grid side takes out of the cells. */
    private static double cell(double watts) {
        return watts > 0 ? watts / EFFICIENCY : watts * EFFICIENCY;
    }

    private Cabinet stored(int i, Cabinet real, double moreW) {
        if (moreWh[i] == 0 && moreW == 0) {
            return real;
        }
        double soc = Math.max(0, Math.min(100, real.socPercent() + 100 * moreWh[i] / real.capacityWh()));
        return new Cabinet(
                real.device(),
                real.id(),
                real.unavailable(),
                soc,
                real.capacityWh(),
                real.nominalPowerW(),
                soc >= 100 ? 0 : real.socPercent() >= FULL && soc < FULL ? real.nominalPowerW() : real.chargeLimitW(),
                soc <= 0
                        ? 0
                        : real.socPercent() <= EMPTY && soc > EMPTY ? real.nominalPowerW() : real.dischargeLimitW(),
                real.powerW() + moreW,
                real.powerAgeSeconds(),
                real.islanded(),
                real.condition());
    }

    private static Input less(Input power, double watts) {
        return watts == 0
                ? power
                : new Input(power.value() - watts, power.ageSeconds(), power.confidence(), power.why());
    }

    /** The meter has counted what was drawn: otherwise it would be taken for a frozen one. */
    private Plant counting(Plant plant) {
        Input energy = plant.gridEnergy();
        return importedWh == 0
                ? plant
                : new Plant(
                        plant.generators(),
                        plant.outlets(),
                        new Input(energy.value() + importedWh, energy.ageSeconds(), energy.confidence(), energy.why()),
                        plant.wrongSequence(),
                        plant.acknowledged());
    }
}
