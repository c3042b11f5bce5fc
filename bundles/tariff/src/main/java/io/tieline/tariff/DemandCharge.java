package io.tieline.tariff;

import java.util.List;
import java.util.Optional;

/**
 * What the highest demand of a period costs.
 *
 * @param meter the meter point it is read from
 * @param apparent kVA instead of kW
 * @param mask when demand counts
 * @param aggregate what is made of the demand values of a period
 * @param memory how earlier periods count
 * @param minimum billed at least
 * @param contract agreed power, if any
 * @param rounding of the billed demand
 * @param powerFactor the discount or surcharge it takes, if any
 * @param hours the full-load hours at which it is billed at all
 */
public record DemandCharge(
        String id,
        String title,
        Span span,
        String meter,
        boolean apparent,
        Window window,
        Mask mask,
        Aggregate aggregate,
        Memory memory,
        double minimum,
        Optional<Contract> contract,
        Rounding rounding,
        Optional<PowerFactorRule> powerFactor,
        FullLoadHours hours,
        Prices prices)
        implements Component {

    /** What is made of the demand values of a period. */
    public sealed interface Aggregate permits Max, MeanOfDaily, MeanOfEvents {}

    /** The highest. */
    public record Max() implements Aggregate {}

    /** The mean of the highest values of the {@code days} days with the highest ones. */
    public record MeanOfDaily(int days) implements Aggregate {}

    /**
     * The mean of the values at coincident peaks of the system, known afterwards.
     *
     * @param starts any moment of their windows, in epoch seconds
     */
    public record MeanOfEvents(List<Long> starts) implements Aggregate {
        public MeanOfEvents {
            starts = List.copyOf(starts);
        }
    }

    /**
     * How earlier periods count: billed is at least {@code share} of the highest of the {@code months} months before.
     * Trailing 12 months is share 1 of 11 months.
     *
     * @param mask which demand of those months is remembered; empty: all that counts
     */
    public record Memory(double share, int months, Optional<Mask> mask) {

        public Memory(double share, int months) {
            this(share, months, Optional.empty());
        }

        public static final Memory NONE = new Memory(0, 0);
        public static final Memory TRAILING_12 = new Memory(1, 11);
    }

    /**
     * Agreed power: billed whatever was drawn.
     *
     * @param excess what a unit above it costs, as a multiple of the price
     */
    public record Contract(double power, double excess) {}

    /**
     * The charge changes by {@code perStep} of itself for every {@code step} the power factor lies beside {@code base}:
     * down above it, up below it.
     *
     * @param mask when the power factor is measured
     */
    public record PowerFactorRule(double base, double step, double perStep, Mask mask) {}

    /** When demand counts that later months are billed by. */
    public Mask remembered() {
        return memory.mask().orElse(mask);
    }

    /** Whether the peak of the whole system decides, not the site's own. */
    public boolean isCoincident() {
        return aggregate instanceof MeanOfEvents;
    }

    /** Over how many daily peaks the mean is taken. */
    public int averagedDays() {
        return aggregate instanceof MeanOfDaily mean ? mean.days() : 1;
    }

    public String unit() {
        return apparent ? "kVA" : "kW";
    }
}
