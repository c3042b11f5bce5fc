package io.tieline.control.settings;

import io.tieline.tariff.BillingCalendar;
import java.util.List;

/** What a tariff says of an hour: whether its demand is paid for, in which period and months, and what its energy costs. */
@FunctionalInterface
public interface TariffHours {

    /** Every window counts, and nothing is known about energy. */
    TariffHours ALL = start -> true;

    /** Whether the demand window that starts at an instant counts for the site's own peak. */
    boolean counts(long windowStartUtcMillis);

    /** Whether any window ever does; where only coincident peaks are billed, none does. */
    default boolean billsOwnPeak() {
        return true;
    }

    /** Whether later months are billed by the demand of the window that starts at an instant, where they are by any. */
    default boolean remembers(long windowStartUtcMillis) {
        return counts(windowStartUtcMillis);
    }

    /** The share of the highest remembered demand of the eleven months before that is billed in any case, 0 to 1. */
    default double carriedShare() {
        return 1;
    }

    /** When a billing month and a contract year begin. */
    default BillingCalendar billing() {
        return BillingCalendar.USUAL;
    }

    /** The coincident peaks that have been announced, in the order of time. */
    default List<CoincidentPeak> coincidentPeaks() {
        return List.of();
    }

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
        return new NamedHours(this, text);
    }
}
