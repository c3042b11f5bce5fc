package io.tieline.control.situation;

import io.tieline.control.backup.Generator;
import io.tieline.control.backup.Outlet;
import java.util.List;

/**
 * What else matters in an outage.
 *
 * @param outlets those the site file has given a class
 * @param gridEnergy Wh that the grid meter has counted as import
 * @param wrongSequence the phases of the grid turn the wrong way
 * @param acknowledged an operator lets the automatic go on where it waits for one, with this decision
 */
public record Plant(
        List<Generator> generators,
        List<Outlet> outlets,
        Input gridEnergy,
        boolean wrongSequence,
        boolean acknowledged) {

    public static final Plant NONE = new Plant(List.of(), List.of(), Input.MISSING, false, false);

    public Plant {
        generators = List.copyOf(generators);
        outlets = List.copyOf(outlets);
    }

    Plant acknowledging() {
        return new Plant(generators, outlets, gridEnergy, wrongSequence, true);
    }
}
