package io.tieline.model;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of equipment on a site. */
public enum DeviceKind {
    /** A battery cabinet, with or without its own power conversion. */
    BATTERY("battery"),
    PCS("pcs"),
    UPS("ups"),
    PDU("pdu"),
    METER("meter"),
    TRANSFER_SWITCH("transfer-switch"),
    GENSET("genset"),
    /** A DC plant: rectifiers with their batteries and loads. */
    RECTIFIER("rectifier"),
    SWITCHBOARD("switchboard"),
    SENSOR("sensor"),
    /** A unit that cools racks or a room. */
    COOLING("cooling");

    private final String label;

    DeviceKind(String label) {
        this.label = label;
    }

    /** The word used in site and profile files. */
    public String label() {
        return label;
    }

    public static Optional<DeviceKind> ofLabel(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
    }
}
