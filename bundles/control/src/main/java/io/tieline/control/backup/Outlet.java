package io.tieline.control.backup;

import io.tieline.model.LoadClass;

/**
 * One outlet of a switched PDU that the site file has given a class.
 *
 * @param device index of the PDU in the site
 * @param id {@code pdu-3/outlet.12}
 * @param number the n of {@code outlet.n.switch}
 * @param cooling feeds cooling, which comes back before the IT it cools
 * @param worth how dear a kW of this load is against others of its class; the cheapest goes first
 * @param powerW measured, NaN if the PDU does not meter it
 */
public record Outlet(
        int device,
        String id,
        int number,
        LoadClass loadClass,
        boolean cooling,
        double worth,
        State state,
        double powerW) {

    /** What the PDU says of it. */
    public enum State {
        UNKNOWN,
        OFF,
        ON
    }

    /** A load that draws less than this share of what it drew is off, whatever the relay's contact says. */
    private static final double STANDBY_SHARE = 0.1;

    /** Whether switching it off is worth anything. */
    boolean canGo() {
        return state == State.ON && !(powerW == 0);
    }

    /** Whether it is seen on: a PDU that does not answer says neither. */
    boolean isOn(double wattsBefore) {
        return (state == State.ON || powerW > 0) && !isOff(wattsBefore);
    }

    /** Whether it is off: by its meter where there is one, for a relay's report can be wrong. */
    boolean isOff(double wattsBefore) {
        return Double.isNaN(powerW) || Double.isNaN(wattsBefore)
                ? state == State.OFF
                : powerW <= STANDBY_SHARE * wattsBefore;
    }
}
