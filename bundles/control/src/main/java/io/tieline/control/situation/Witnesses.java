package io.tieline.control.situation;

import io.tieline.control.situation.Witness.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Hears what everyone but the meter says of the grid; who does not answer for sure says nothing. */
final class Witnesses {

    private static final Set<String> BYPASS = Set.of("bypass", "maint_bypass");

    private Witnesses() {}

    static List<Witness> read(Roles roles, List<DeviceView> devices) {
        List<Witness> witnesses = new ArrayList<>();
        roles.upses().forEach(ups -> witnesses.add(ups(devices.get(ups))));
        roles.transferSwitches().forEach(ats -> witnesses.add(transferSwitch(devices.get(ats))));
        roles.gridBreakers().forEach(breaker -> witnesses.add(breaker(devices.get(breaker.device()), breaker)));
        for (Roles.Cabinet cabinet : roles.cabinets()) {
            DeviceView device = devices.get(cabinet.pcs());
            String mode = device.state(CabinetPoint.PCS_MODE);
            if (!mode.isEmpty()) {
                witnesses.add(new Witness(Kind.PCS, device.id(), mode.equals("grid_forming"), true));
            }
        }
        return witnesses;
    }

    /** A UPS that tests its battery is on it by its own will. */
    private static Witness ups(DeviceView device) {
        double flag = device.good("ups.on_battery");
        String mode = device.state("ups.mode");
        boolean onBattery = Double.isNaN(flag) ? mode.equals("battery") : flag != 0;
        boolean known = !Double.isNaN(flag) || !mode.isEmpty();
        return new Witness(
                Kind.UPS, device.id(), onBattery && !mode.equals("test"), known, known && BYPASS.contains(mode));
    }

    private static Witness transferSwitch(DeviceView device) {
        String active = device.state("ats.active_source");
        String preferred = device.state("ats.preferred_source");
        String normal = preferred.isEmpty() || preferred.equals("none") ? "a" : preferred;
        return new Witness(Kind.TRANSFER_SWITCH, device.id(), !active.equals(normal), !active.isEmpty());
    }

    private static Witness breaker(DeviceView device, Roles.Breaker breaker) {
        double closed = device.good("breaker." + breaker.number() + ".closed");
        return new Witness(Kind.BREAKER, device.id(), closed == 0, !Double.isNaN(closed));
    }
}
