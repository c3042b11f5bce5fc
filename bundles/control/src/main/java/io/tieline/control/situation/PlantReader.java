package io.tieline.control.situation;

import io.tieline.control.backup.Generator;
import io.tieline.control.backup.Outlet;
import java.util.List;

/** Reads what matters in an outage besides grid and batteries: generators, and the outlets that may be switched. */
final class PlantReader {

    /** Words of meters and protection relays for a grid that turns the wrong way. */
    private static final List<String> WRONG_SEQUENCE = List.of("alarm.phase_sequence", "alarm.phase_rotation");

    /** A generator's share of its rating says what that is, once it carries enough to divide by. */
    private static final double LEAST_LOAD_PERCENT = 5;

    private static final List<String> VOLTAGES =
            List.of("genset.voltage", "genset.voltage.l1", "genset.voltage.l2", "genset.voltage.l3");
    /** No alternator that is built up gives less, line to neutral. */
    private static final double DEAD_V = 50;

    private PlantReader() {}

    static Plant read(Roles roles, List<DeviceView> devices) {
        boolean metered = roles.gridMeter() != Roles.NONE;
        return new Plant(
                roles.generators().stream()
                        .map(generator -> generator(generator, devices.get(generator)))
                        .toList(),
                roles.outlets().stream()
                        .map(outlet -> outlet(outlet, devices.get(outlet.device())))
                        .toList(),
                metered ? devices.get(roles.gridMeter()).input("meter.energy.import") : Input.MISSING,
                metered && wrongSequence(devices.get(roles.gridMeter())),
                false);
    }

    private static boolean wrongSequence(DeviceView meter) {
        return WRONG_SEQUENCE.stream().anyMatch(meter::isSet);
    }

    /** An engine that runs while its alternator gives nothing is not ready for load, whatever its state says. */
    private static Generator.State running(DeviceView device, double power) {
        double highest = VOLTAGES.stream()
                .mapToDouble(device::good)
                .filter(volts -> !Double.isNaN(volts))
                .max()
                .orElse(Double.NaN);
        return highest < DEAD_V && !(power > 0) ? Generator.State.STARTING : Generator.State.RUNNING;
    }

    private static Generator generator(int index, DeviceView device) {
        double power = device.good("genset.power");
        double load = device.good("genset.load");
        return new Generator(
                index,
                device.id(),
                switch (device.state("genset.state")) {
                    case "stopped" -> Generator.State.STOPPED;
                    case "starting" -> Generator.State.STARTING;
                    case "running" -> running(device, power);
                    case "cooling" -> Generator.State.COOLING;
                    case "fault" -> Generator.State.FAULT;
                    default -> Generator.State.UNKNOWN;
                },
                power,
                device.good("genset.frequency"),
                load >= LEAST_LOAD_PERCENT ? power / load * 100 : Double.NaN);
    }

    private static Outlet outlet(Roles.Outlet role, DeviceView pdu) {
        String outlet = "outlet." + role.number();
        return new Outlet(
                role.device(),
                pdu.id() + "/" + outlet,
                role.number(),
                role.loadClass(),
                role.cooling(),
                role.worth(),
                switch (pdu.state(outlet + ".state")) {
                    case "on" -> Outlet.State.ON;
                    case "off" -> Outlet.State.OFF;
                    default -> Outlet.State.UNKNOWN;
                },
                pdu.good(outlet + ".power"));
    }
}
