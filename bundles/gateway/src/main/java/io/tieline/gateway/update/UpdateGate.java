package io.tieline.gateway.update;

import io.tieline.control.Decision;
import io.tieline.control.grid.GridState;
import java.util.Optional;

/**
 * Whether the software may be changed now: never while the site stands on its batteries or generators, or may have to,
 * and never in a demand window that needs the batteries to stay below its target.
 */
public final class UpdateGate {

    private UpdateGate() {}

    /**
     * Why nothing may be installed now.
     *
     * @param latest what the control decided last; empty: no control runs, so none can be interrupted
     * @return empty if it may
     */
    public static Optional<String> objection(Optional<Decision> latest) {
        return latest.flatMap(decision -> objection(
                decision.grid().state(),
                decision.window().projectedWithoutW(),
                decision.target().watts()));
    }

    /**
     * @param projectedW mean power of the running demand window if the batteries did nothing from now on
     * @param targetW NaN without a target
     */
    static Optional<String> objection(GridState grid, double projectedW, double targetW) {
        if (grid != GridState.OK) {
            return Optional.of(grid.label() + "; it is installed once the grid is OK again");
        }
        // Without a target the comparison is false.
        if (projectedW > targetW) {
            return Optional.of("the running demand window would exceed its target without the batteries;"
                    + " it is installed in a later one");
        }
        return Optional.empty();
    }
}
