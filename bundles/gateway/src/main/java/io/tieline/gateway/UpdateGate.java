package io.tieline.gateway;

import io.tieline.control.GridState;
import java.util.Optional;

/** Whether the software may be changed now: never while the site stands on its batteries or generators, or may have to. */
public final class UpdateGate {

    private UpdateGate() {}

    /**
     * Why nothing may be installed now.
     *
     * @param grid what the control believes of the grid; empty: no control runs, so none can be interrupted
     * @return empty if it may
     */
    public static Optional<String> objection(Optional<GridState> grid) {
        return grid.filter(state -> state != GridState.OK)
                .map(state -> state.label() + "; it is installed once the grid is OK again");
    }
}
