package io.tieline.tariff.bill;

/**
 * What one meter point measured: means over equal steps without gaps in time; a value that is not known is NaN.
 *
 * @param startEpochSecond start of the first step
 * @param stepSeconds length of a step
 * @param kw active power, + = import
 * @param kvar reactive power, + = lagging, as long as {@code kw}; empty: not measured
 */
@SuppressWarnings("ArrayRecordComponent") // a year of minutes; nobody compares two
public record Load(long startEpochSecond, int stepSeconds, double[] kw, double[] kvar) {

    public Load {
        if (stepSeconds < 1 || kw.length == 0) {
            throw new BillingException("The load has no values, or steps of no length.");
        }
        if (kvar.length > 0 && kvar.length != kw.length) {
            throw new BillingException("There are " + kw.length + " values in kW and " + kvar.length + " in kvar.");
        }
    }

    /** A load without reactive power measured. */
    public Load(long startEpochSecond, int stepSeconds, double[] kw) {
        this(startEpochSecond, stepSeconds, kw, new double[0]);
    }

    public boolean hasReactive() {
        return kvar.length > 0;
    }

    /** The same load with reactive power as a constant power factor makes it. */
    public Load withPowerFactor(double powerFactor) {
        if (!(powerFactor > 0 && powerFactor <= 1)) {
            throw new BillingException("The power factor must be above 0 and at most 1, is " + powerFactor + ".");
        }
        double tangent = StrictMath.sqrt(1 - powerFactor * powerFactor) / powerFactor;
        double[] reactive = new double[kw.length];
        for (int i = 0; i < kw.length; i++) {
            reactive[i] = Math.max(0, kw[i]) * tangent;
        }
        return new Load(startEpochSecond, stepSeconds, kw, reactive);
    }
}
