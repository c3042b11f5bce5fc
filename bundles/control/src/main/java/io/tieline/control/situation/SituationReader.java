package io.tieline.control.situation;

import io.tieline.control.situation.Input.Confidence;
import io.tieline.model.LiveImage;
import io.tieline.model.SiteClock;
import java.util.List;

/**
 * Reads the site's {@link Situation} out of the live image.
 *
 * <p>Not thread-safe: it keeps its own snapshots, one per device. Devices may change their points at any time; nothing is
 * remembered about them.
 */
public final class SituationReader {

    private static final double SQRT_3 = Math.sqrt(3);

    private final Roles roles;
    private final List<DeviceView> devices;
    private ClockStep clock = ClockStep.NONE;

    /**
     * A reader of one image.
     *
     * @throws IllegalArgumentException if a role names a device the site does not have
     */
    public SituationReader(LiveImage image, Roles roles) {
        this.roles = roles;
        this.devices = image.devices().stream().map(DeviceView::new).toList();
        require("gridMeter", roles.gridMeter() == Roles.NONE ? 0 : roles.gridMeter());
        require("loadMeter", roles.loadMeter() == Roles.NONE ? 0 : roles.loadMeter());
        roles.cabinets().forEach(cabinet -> {
            require("cabinets", cabinet.battery());
            require("cabinets", cabinet.pcs());
        });
        roles.upses().forEach(ups -> require("upses", ups));
        roles.transferSwitches().forEach(ats -> require("transferSwitches", ats));
        roles.gridBreakers().forEach(breaker -> require("gridBreakers", breaker.device()));
        roles.generators().forEach(generator -> require("generators", generator));
        roles.outlets().forEach(outlet -> require("outlets", outlet.device()));
    }

    private void require(String role, int device) {
        if (!devices.isEmpty() && (device < 0 || device >= devices.size())) {
            throw new IllegalArgumentException(
                    role + ": the site has no device " + device + ", its devices are 0 to " + (devices.size() - 1));
        }
    }

    /** The situation at a moment of site time; a clock that is stepped makes no value older. */
    public Situation read(SiteClock.Moment now) {
        clock = clock.at(now);
        return read(now.utcMillis());
    }

    /** The situation at a moment of site time. */
    public Situation read(long utcMillis) {
        for (DeviceView device : devices) {
            device.refresh(utcMillis, clock.steppedMillis());
        }
        Input power = roles.gridMeter() == Roles.NONE ? Input.MISSING : named(devices.get(roles.gridMeter()));
        Input load = roles.loadMeter() == Roles.NONE
                ? Input.MISSING
                : devices.get(roles.loadMeter()).input("meter.power");
        return new Situation(
                power,
                voltage(true),
                voltage(false),
                roles.gridMeter() == Roles.NONE
                        ? Input.MISSING
                        : devices.get(roles.gridMeter()).optional("meter.frequency"),
                load,
                criticalLoad(),
                cabinets(),
                Witnesses.read(roles, devices),
                PlantReader.read(roles, devices),
                roles.gridMeter() == Roles.NONE
                        ? Input.MISSING
                        : devices.get(roles.gridMeter()).input("meter.reactive"));
    }

    private List<Cabinet> cabinets() {
        Cabinet[] cabinets = new Cabinet[roles.cabinets().size()];
        for (int i = 0; i < cabinets.length; i++) {
            Roles.Cabinet role = roles.cabinets().get(i);
            cabinets[i] = CabinetReader.read(devices.get(role.battery()), devices.get(role.pcs()), role);
        }
        return List.of(cabinets);
    }

    /** The grid meter exists by its role, even before it has told its points; who has to repair it is told which one it is. */
    private static Input named(DeviceView meter) {
        Input power = meter.input("meter.power");
        return switch (power.confidence()) {
            case GOOD -> power;
            case DOUBTFUL, LOST ->
                new Input(
                        power.value(), power.ageSeconds(), power.confidence(), power.why() + ", device " + meter.id());
            case ABSENT ->
                new Input(
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Confidence.LOST,
                        "the grid meter was never read, device " + meter.id());
        };
    }

    private Input voltage(boolean lowest) {
        if (roles.gridMeter() == Roles.NONE) {
            return Input.MISSING;
        }
        DeviceView meter = devices.get(roles.gridMeter());
        Input toNeutral = extreme(meter, List.of("meter.voltage.l1", "meter.voltage.l2", "meter.voltage.l3"), lowest);
        if (!Double.isNaN(toNeutral.value())) {
            return toNeutral;
        }
        Input average = meter.optional("meter.voltage");
        if (average.isPresent()) {
            return average;
        }
        Input lines = extreme(meter, List.of("meter.voltage.l12", "meter.voltage.l23", "meter.voltage.l31"), lowest);
        return lines.isPresent()
                ? new Input(lines.value() / SQRT_3, lines.ageSeconds(), lines.confidence(), lines.why())
                : toNeutral;
    }

    /** The worst of those that can be trusted; if one of them cannot, nobody knows whether it would be worse. */
    private static Input extreme(DeviceView meter, List<String> points, boolean lowest) {
        Input worst = Input.MISSING;
        Input doubted = Input.MISSING;
        for (String point : points) {
            Input next = meter.optional(point);
            if (next.confidence() == Confidence.GOOD) {
                boolean beyond = lowest ? next.value() < worst.value() : next.value() > worst.value();
                worst = !worst.isPresent() || beyond ? next : worst;
            } else if (next.isPresent()) {
                doubted = next;
            }
        }
        if (!doubted.isPresent()) {
            return worst;
        }
        return worst.isPresent()
                ? new Input(worst.value(), worst.ageSeconds(), Confidence.DOUBTFUL, doubted.why())
                : new Input(Double.NaN, doubted.ageSeconds(), Confidence.LOST, doubted.why());
    }

    /**
     * The sum over all UPS, or nothing: a sum with a part missing would promise too long a backup. One that has not been heard
     * yet may still tell its part.
     */
    private Input criticalLoad() {
        double sum = 0;
        double age = 0;
        boolean told = false;
        boolean awaited = false;
        for (int ups : roles.upses()) {
            DeviceView view = devices.get(ups);
            Input output = view.input("ups.output.power");
            told |= output.isPresent();
            awaited |= !output.isPresent() && !view.isHeard();
            sum += output.value();
            age = Math.max(age, output.ageSeconds());
        }
        if (!told && !awaited) {
            return Input.MISSING;
        }
        return Double.isNaN(sum)
                ? new Input(Double.NaN, age, Confidence.LOST, "not every UPS tells its output power")
                : Input.good(sum, age);
    }
}
