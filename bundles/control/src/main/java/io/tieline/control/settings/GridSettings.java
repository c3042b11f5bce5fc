package io.tieline.control.settings;

import static io.tieline.control.settings.Refusal.between;
import static io.tieline.control.settings.Refusal.positive;
import static io.tieline.control.settings.Refusal.unless;
import static io.tieline.control.settings.Refusal.within;

import java.time.Duration;

/**
 * The healthy grid.
 *
 * @param nominalVoltageV line to neutral
 * @param nominalFrequencyHz 50 or 60
 * @param lowVoltage and {@code highVoltage}: share of the nominal voltage
 * @param frequencyBandHz allowed distance from the nominal frequency
 * @param meterDwell how long the meter must be out of band to speak of a loss
 * @param upsDwell how long a UPS must be on battery to speak of a loss
 * @param contradictionAfter how long one input may stand against the others before that is a state of its own
 * @param clearDwell how long everything must be quiet before a suspicion is over
 * @param enterService what a returned grid must be like before the site goes back to it
 */
public record GridSettings(
        double nominalVoltageV,
        double nominalFrequencyHz,
        double lowVoltage,
        double highVoltage,
        double frequencyBandHz,
        Duration meterDwell,
        Duration upsDwell,
        Duration contradictionAfter,
        Duration clearDwell,
        EnterService enterService) {

    /** A loss that takes longer to be believed than the batteries of a UPS may last is never acted on. */
    private static final Duration LONGEST_DWELL = Duration.ofMinutes(1);
    /** No grid runs so far off its nominal frequency. */
    static final double MOST_OFF_HZ = 10;

    public static final GridSettings DEFAULT = new GridSettings(
            230,
            50,
            0.88,
            1.10,
            1.5,
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            EnterService.DEFAULT);

    public GridSettings {
        positive("grid.nominalVoltageV", nominalVoltageV);
        between("grid.nominalFrequencyHz", 40, nominalFrequencyHz, 70);
        between("grid.frequencyBandHz", 0.01, frequencyBandHz, MOST_OFF_HZ);
        unless(
                lowVoltage > 0 && lowVoltage < 1 && highVoltage > 1 && highVoltage <= 2,
                "grid.lowVoltage, grid.highVoltage: must lie below and above 1, the higher at most at 2, are "
                        + lowVoltage + " and " + highVoltage);
        within("grid.meterDwell", meterDwell, LONGEST_DWELL);
        within("grid.upsDwell", upsDwell, LONGEST_DWELL);
        within("grid.contradictionAfter", contradictionAfter, Refusal.DAY);
        within("grid.clearDwell", clearDwell, Refusal.DAY);
    }

    public GridSettings withNominal(double voltageV, double frequencyHz) {
        return new GridSettings(
                voltageV,
                frequencyHz,
                lowVoltage,
                highVoltage,
                frequencyBandHz,
                meterDwell,
                upsDwell,
                contradictionAfter,
                clearDwell,
                enterService);
    }

    public GridSettings withEnterService(EnterService changed) {
        return new GridSettings(
                nominalVoltageV,
                nominalFrequencyHz,
                lowVoltage,
                highVoltage,
                frequencyBandHz,
                meterDwell,
                upsDwell,
                contradictionAfter,
                clearDwell,
                changed);
    }

    /** What is bounded by how often devices are read takes longer where the site's clock runs faster. */
    GridSettings accelerated(double factor) {
        return new GridSettings(
                nominalVoltageV,
                nominalFrequencyHz,
                lowVoltage,
                highVoltage,
                frequencyBandHz,
                meterDwell,
                upsDwell,
                Duration.ofMillis(Math.round(contradictionAfter.toMillis() * factor)),
                Duration.ofMillis(Math.round(clearDwell.toMillis() * factor)),
                enterService);
    }
}
