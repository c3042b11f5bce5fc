package io.tieline.control.situation;

/**
 * A device that notices when the grid is gone.
 *
 * @param saysLost a UPS on battery, a transfer switch off its normal source, an open breaker, an islanded PCS
 * @param known false while the device does not answer: it then says nothing
 * @param bypassed a UPS that passes the grid on: its battery stands behind nothing
 */
public record Witness(Kind kind, String id, boolean saysLost, boolean known, boolean bypassed) {

    public Witness(Kind kind, String id, boolean saysLost, boolean known) {
        this(kind, id, saysLost, known, false);
    }

    /** What a witness other than the meter sees. */
    public enum Kind {
        UPS,
        TRANSFER_SWITCH,
        BREAKER,
        PCS
    }
}
