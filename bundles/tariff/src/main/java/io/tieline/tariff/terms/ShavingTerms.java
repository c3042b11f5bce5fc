package io.tieline.tariff.terms;

import io.tieline.tariff.Window;

/**
 * What peak shaving under a tariff is about: the demand charge that costs most.
 *
 * @param component its id
 * @param objective over how long a peak is paid for
 * @param window its demand window
 * @param annualPrice what one unit of demand costs if it is there all year
 * @param floor billed in any case: a minimum or agreed power, in the charge's unit; 0: nothing
 */
public record ShavingTerms(String component, Objective objective, Window window, double annualPrice, double floor) {

    /** Over how long a peak is paid for. */
    public enum Objective {
        /** Each month by itself. */
        MONTHLY,
        /** In the months after it as well, wholly or for the greater part. */
        TRAILING_12,
        /** A year. */
        ANNUAL
    }
}
