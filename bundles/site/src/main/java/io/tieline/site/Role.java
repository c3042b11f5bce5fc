package io.tieline.site;

import io.tieline.model.DeviceKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a device is to the control of the site. */
public enum Role {
    /** The meter at the point of common coupling, the one the utility bills by. */
    GRID_METER("grid-meter", DeviceKind.METER),
    /** A meter that sees the critical load alone. */
    LOAD_METER("load-meter", DeviceKind.METER),
    /** A battery the control may use. */
    STORAGE("storage", DeviceKind.BATTERY, DeviceKind.PCS),
    /** Read, shown and recorded; its state may be evidence, but it is never commanded by the control. */
    OBSERVED("observed", DeviceKind.values());

    private final String label;
    private final List<DeviceKind> kinds;

    Role(String label, DeviceKind... kinds) {
        this.label = label;
        this.kinds = List.of(kinds);
    }

    /** The word used in site files. */
    public String label() {
        return label;
    }

    /** Whether a device of this kind can play the role. */
    public boolean fits(DeviceKind kind) {
        return kinds.contains(kind);
    }

    /** The role of a device whose description names none. */
    static Role ofKind(DeviceKind kind) {
        return STORAGE.fits(kind) ? STORAGE : OBSERVED;
    }

    static Optional<Role> ofLabel(String label) {
        return Arrays.stream(values()).filter(role -> role.label.equals(label)).findFirst();
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(Role::label).toList();
    }
}
