package io.tieline.control.settings;

import io.tieline.chemistry.Chemistry;
import java.util.Collections;
import java.util.List;

/**
 * What is known of the cabinets beside what they tell themselves.
 *
 * @param units in the order of the cabinets; a cabinet beyond the list is not specified
 */
public record StorageSettings(List<Unit> units) {

    public static final StorageSettings UNSPECIFIED = new StorageSettings(List.of());

    private static final Unit ANY = new Unit(Chemistry.UNSPECIFIED, "");

    public StorageSettings {
        units = List.copyOf(units);
    }

    /**
     * One cabinet.
     *
     * @param area fire area it stands in, empty: not told
     */
    public record Unit(Chemistry chemistry, String area) {}

    /** The same chemistry in every cabinet, no fire areas. */
    public static StorageSettings all(int cabinets, Chemistry chemistry) {
        return new StorageSettings(Collections.nCopies(cabinets, new Unit(chemistry, "")));
    }

    public Unit unit(int cabinet) {
        return cabinet < units.size() ? units.get(cabinet) : ANY;
    }

    /**
     * Refuses a backup that nobody could keep: one promised from a single battery that its maintenance empties.
     *
     * @throws IllegalArgumentException names the field, the reason and the remedy
     */
    void check(ReserveSettings reserve) {
        if (units.size() == 1
                && units.get(0).chemistry().leavesBackup()
                && !reserve.time().isZero()) {
            throw new IllegalArgumentException("reserve.time (backup-reserve: minutes): the only battery (chemistry "
                    + units.get(0).chemistry().id()
                    + " in the site description) is emptied by its maintenance, so no backup can be promised; set it to 0"
                    + " or add a battery that can stand in");
        }
    }
}
