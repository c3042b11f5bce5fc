package io.tieline.model;

import java.util.Arrays;
import java.util.Optional;

/** How much a load matters when not all of them can be carried; the last one goes first. */
public enum LoadClass {
    /** Never switched off: people's safety, the network, the gateway itself. */
    P0("p0"),
    /** Critical IT and the cooling it needs. */
    P1("p1"),
    /** Compute that another machine can take over. */
    P2("p2"),
    /** Work that can be interrupted after a checkpoint: training racks. */
    P3("p3"),
    /** Comfort, vehicle charging. */
    P4("p4");

    private final String label;

    LoadClass(String label) {
        this.label = label;
    }

    /** The word used in site files. */
    public String label() {
        return label;
    }

    public static Optional<LoadClass> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(known -> known.label.equals(label))
                .findFirst();
    }
}
