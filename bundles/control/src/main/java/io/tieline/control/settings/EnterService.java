package io.tieline.control.settings;

import static io.tieline.control.settings.Refusal.between;
import static io.tieline.control.settings.Refusal.unless;
import static io.tieline.control.settings.Refusal.within;

import java.time.Duration;

/**
 * What a returned grid must be like, and for how long, before the site goes back to it (IEEE 1547-2018, 4.10; the model 703
 * of SunSpec holds the same in a conversion).
 *
 * @param lowVoltage and {@code highVoltage}: share of the nominal voltage
 * @param belowHz how far the frequency may lie below the nominal one
 * @param aboveHz how far above
 * @param qualify for how long without a break
 * @param spread sites wait a random part of this longer, so that they do not all come back at once
 * @param wrongAfter how long a grid may be back and wrong before only an operator may go on
 * @param seed tells this site from its neighbours
 */
public record EnterService(
        double lowVoltage,
        double highVoltage,
        double belowHz,
        double aboveHz,
        Duration qualify,
        Duration spread,
        Duration wrongAfter,
        long seed) {

    public static final EnterService DEFAULT = new EnterService(
            0.917, 1.05, 0.5, 0.1, Duration.ofSeconds(300), Duration.ofSeconds(60), Duration.ofMinutes(10), 0);

    public EnterService {
        unless(
                lowVoltage > 0 && lowVoltage < 1 && highVoltage > 1 && highVoltage <= 2,
                "enterService.lowVoltage, enterService.highVoltage: must lie below and above 1, the higher at most at"
                        + " 2, are " + lowVoltage + " and " + highVoltage);
        between("enterService.belowHz", 0.01, belowHz, GridSettings.MOST_OFF_HZ);
        between("enterService.aboveHz", 0.01, aboveHz, GridSettings.MOST_OFF_HZ);
        within("enterService.qualify", qualify, Refusal.DAY);
        within("enterService.spread", spread, Refusal.DAY);
        within("enterService.wrongAfter", wrongAfter, Refusal.DAY);
    }

    public EnterService withSeed(long changed) {
        return new EnterService(lowVoltage, highVoltage, belowHz, aboveHz, qualify, spread, wrongAfter, changed);
    }

    public EnterService withSpread(Duration changed) {
        return new EnterService(lowVoltage, highVoltage, belowHz, aboveHz, qualify, changed, wrongAfter, seed);
    }

    public boolean admits(double lowestVoltage, double highestVoltage, double offHz) {
        // Comparisons with NaN are false: what is not measured does not hinder.
        return !(lowestVoltage < this.lowVoltage)
                && !(highestVoltage > this.highVoltage)
                && !(offHz < -belowHz)
                && !(offHz > aboveHz);
    }

    /**
     * This site's part of the spread after one outage: the same in a replay, another one next time and next door.
     *
     * @param lostUtcMillis when the outage began
     */
    public double delaySeconds(long lostUtcMillis) {
        // One step of SplitMix64, whose bits are well mixed even for neighbouring inputs.
        long mixed = (seed ^ lostUtcMillis) + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        double share = ((mixed ^ (mixed >>> 31)) >>> 11) * 0x1.0p-53;
        return share * spread.toMillis() / 1000.0;
    }
}
