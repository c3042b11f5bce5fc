package io.tieline.tariff.bill;

/**
 * The prices of a market, slot by slot.
 *
 * @param startEpochSecond start of the first slot
 * @param stepSeconds length of a slot
 * @param prices per kWh, in the tariff's currency; NaN: not known
 */
@SuppressWarnings("ArrayRecordComponent") // a year of slots; nobody compares two
public record PriceSeries(long startEpochSecond, int stepSeconds, double[] prices) {

    public PriceSeries {
        if (stepSeconds < 1 || prices.length == 0) {
            throw new BillingException("The price series has no values, or slots of no length.");
        }
    }

    /** The price at an instant, NaN if it is not known. */
    double at(long epochSecond) {
        long slot = Math.floorDiv(epochSecond - startEpochSecond, (long) stepSeconds);
        return slot < 0 || slot >= prices.length ? Double.NaN : prices[(int) slot];
    }
}
