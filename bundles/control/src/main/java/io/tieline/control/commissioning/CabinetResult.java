package io.tieline.control.commissioning;

/**
 * What the test found out about one cabinet.
 *
 * @param stepW between the two powers it was moved between
 * @param meterRatio the change at the meter for a change of the cabinet, against the expected one: 1 is right, below 0 the
 *     sign is wrong; NaN: not tested
 * @param uncertainty standard error of that ratio
 * @param slowestSeconds of its answers, NaN: it never answered
 * @param answers of {@code steps} it followed
 * @param passed whether it may be commanded
 * @param why in words: what is wrong and what to do, or what was found
 */
public record CabinetResult(
        String cabinet,
        double stepW,
        double meterRatio,
        double uncertainty,
        double slowestSeconds,
        int answers,
        int steps,
        boolean passed,
        String why) {

    static CabinetResult untested(String cabinet, String why) {
        return new CabinetResult(cabinet, 0, Double.NaN, Double.NaN, Double.NaN, 0, 0, false, why);
    }
}
