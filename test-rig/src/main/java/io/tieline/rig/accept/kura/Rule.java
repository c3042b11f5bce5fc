package io.tieline.rig.accept.kura;

import java.io.IOException;
import java.util.List;

/**
 * One thing Kura demands of what is installed on it.
 *
 * @param id stable and unique
 * @param says what is demanded, and what bites otherwise
 * @param judge finds the faults of the artefacts; none: the rule is kept
 */
record Rule(String id, String says, Judge judge) {

    /** Finds faults, each naming the bundle or file. */
    @FunctionalInterface
    interface Judge {
        List<String> faults(Artefacts artefacts) throws IOException;
    }
}
