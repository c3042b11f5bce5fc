package io.tieline.control.settings;

/** What a tariff says of an hour: whether its demand is paid for, and what its energy costs. */
@FunctionalInterface
public interface TariffHours {

    /** Every window counts, and nothing is known about energy. */
    TariffHours ALL = start -> true;

    /** Whether the demand window that starts at an instant counts. */
    boolean counts(long windowStartUtcMillis);

    /** Per kilowatt-hour drawn at an instant, in the currency of the tariff; NaN where it publishes no price. */
    default double energyPrice(long utcMillis) {
        return Double.NaN;
    }

    /** The tariff that says so, as it was given: its text or its id; empty without one. */
    default String tariff() {
        return "";
    }

    /** The same, said by a tariff. */
    default TariffHours of(String text) {
        TariffHours same = this;
        return new TariffHours() {
            @Override
            public boolean counts(long windowStartUtcMillis) {
                return same.counts(windowStartUtcMillis);
            }

            @Override
            public double energyPrice(long utcMillis) {
                return same.energyPrice(utcMillis);
            }

            @Override
            public String tariff() {
                return text;
            }
        };
    }
}
