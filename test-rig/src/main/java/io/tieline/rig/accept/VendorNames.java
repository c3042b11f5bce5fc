package io.tieline.rig.accept;

import io.tieline.model.DeviceKind;
import io.tieline.model.PointCatalog;
import io.tieline.model.PointKind;
import io.tieline.profile.ModbusPlan;
import io.tieline.profile.Profile;
import io.tieline.profile.ProfileLibrary;
import io.tieline.rig.accept.RegisterCapture.Expected;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which canonical point the accessors of SolarNode mean, and what its tests expect there. */
final class VendorNames {

    /** What a test class begins with → the profile of that device. */
    private static final Map<String, String> DEVICES = Map.ofEntries(
            Map.entry("KTLCT", "csi-ktl-ct"),
            Map.entry("PVITL", "solectria-pvi-tl"),
            Map.entry("PowerGatePlus", "satcon-powergate-plus"),
            Map.entry("AE500Nx", "ae-500nx"),
            Map.entry("AE250Tx", "ae-250tx"),
            Map.entry("SmaScNnnU", "sma-sunny-central"),
            Map.entry("SmaSunnySensorbox", "sma-sunny-sensorbox"),
            Map.entry("ADAM411x", "advantech-adam-411x"),
            Map.entry("WattsOn", "elkor-wattson"),
            Map.entry("PM3200", "schneider-pm3200"),
            Map.entry("PM5100", "schneider-pm5000"),
            Map.entry("ION6200", "schneider-ion6200"));

    private static final Map<String, String> DEVICE = Map.of(
            "ModelName", "device.model",
            "Model", "device.model",
            "SerialNumber", "device.serial",
            "FirmwareVersion", "device.firmware",
            "FirmwareRevision", "device.firmware",
            "Manufacturer", "device.manufacturer",
            "Name", "device.name");

    /** Without the DC power: SolarNode multiplies voltage and current where the devices have a register. */
    private static final Map<String, String> CONVERTER = pairs("ActivePower=power ReactivePower=reactive"
            + " ApparentPower=apparent PowerFactor=pf Frequency=frequency Current=current"
            + " DcVoltage=dc.voltage DcCurrent=dc.current ActiveEnergyDelivered=energy.discharged"
            + " ActiveEnergyReceived=energy.charged CabinetTemperature=temperature InternalTemperature=temperature"
            + " HeatsinkTemperature=temperature.heatsink ModuleTemperature=temperature.heatsink WorkMode=state.native"
            + " OperatingState=state.native DeviceOperatingState=state GridContactorStatus=grid.connected");

    private static final Map<String, String> METER = pairs("ActivePower=power ReactivePower=reactive"
            + " ApparentPower=apparent PowerFactor=pf Frequency=frequency Current=current Voltage=voltage"
            + " LineVoltage=voltage.ll NeutralCurrent=current.n ActiveEnergyDelivered=energy.import"
            + " ActiveEnergyReceived=energy.export");

    private static final Map<String, String> SENSOR =
            Map.of("Temperature", "sensor.1.temperature", "ModuleTemperature", "sensor.2.temperature");

    private static final Map<String, String> STATES = Map.of(
            "Normal", "running",
            "Shutdown", "off",
            "Starting", "starting",
            "Standby", "standby",
            "Fault", "fault");

    private static final Pattern ACCESSOR = Pattern.compile(
            "^[a-z]+\\.(?:accessorForPhase\\((?:AcPhase\\.)?Phase([ABC])\\)" + "\\.)?get([A-Za-z]+)\\((?:1)?\\)$");
    private static final Pattern NUMBER = Pattern.compile("^(-?[0-9.]+)([fLd]?)(?:, ([0-9.]+))?$");
    private static final Pattern HEX = Pattern.compile("^0x([0-9A-Fa-f]+)[lL]?$");
    /** No weather is colder: what a temperature input without a sensor shows. */
    private static final double NO_SENSOR = -100;

    private VendorNames() {}

    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new HashMap<>();
        for (String pair : text.split(" ")) {
            String[] sides = pair.split("=");
            pairs.put(sides[0], sides[1]);
        }
        return pairs;
    }

    /** The profile of the device a test class is named after. */
    static Optional<String> profile(String testClass, ProfileLibrary profiles) {
        return DEVICES.entrySet().stream()
                .filter(entry -> testClass.startsWith(entry.getKey() + "Data"))
                .map(Map.Entry::getValue)
                .filter(id -> profiles.find(id).isPresent())
                .findFirst();
    }

    /** Whether a dump holds most of the registers of a profile: it might be of another device of the same maker. */
    static boolean isCovered(String profile, ProfileLibrary profiles, Map<Integer, Integer> words) {
        List<ModbusPlan.Value> values = values(profile, profiles);
        long held = values.stream()
                .filter(value -> words.containsKey(value.place().address()))
                .count();
        return held > 0 && 2 * held >= values.size();
    }

    /** Whether a profile reads a point, or says it by itself. */
    static boolean fills(String profile, ProfileLibrary profiles, String point) {
        String read = point.replaceFirst("\\.native$", "");
        return values(profile, profiles).stream()
                        .anyMatch(value -> value.point().equals(read))
                || profiles.find(profile)
                        .map(found -> found.fixed().containsKey(point))
                        .orElse(false);
    }

    private static List<ModbusPlan.Value> values(String profile, ProfileLibrary profiles) {
        return profiles.find(profile)
                .map(Profile::plan)
                .filter(ModbusPlan.class::isInstance)
                .map(plan -> ((ModbusPlan) plan).values())
                .orElse(List.of());
    }

    /** The point an accessor of SolarNode means on a device of a profile, if the model has one. */
    static Optional<String> point(Optional<String> profile, ProfileLibrary profiles, String call) {
        Matcher accessor = ACCESSOR.matcher(call.strip());
        Optional<DeviceKind> kind = profile.flatMap(profiles::find).map(Profile::kind);
        if (kind.isEmpty() || !accessor.matches()) {
            return Optional.empty();
        }
        String name = accessor.group(2);
        if (DEVICE.containsKey(name)) {
            return Optional.ofNullable(DEVICE.get(name));
        }
        Optional<String> phase = Optional.ofNullable(accessor.group(1));
        return switch (kind.get()) {
            case PCS -> converter(name, phase);
            case METER -> Optional.ofNullable(METER.get(name)).flatMap(point -> phased("meter." + point, phase));
            case SENSOR -> Optional.ofNullable(SENSOR.get(name));
            default -> Optional.empty();
        };
    }

    /** A converter has voltages per phase only: no average of them is a point. */
    private static Optional<String> converter(String name, Optional<String> phase) {
        if (phase.isPresent() && name.equals("Voltage")) {
            return phased("pcs.voltage", phase);
        }
        if (phase.isPresent() && name.equals("LineVoltage")) {
            return phased("pcs.voltage.ll", phase);
        }
        return Optional.ofNullable(CONVERTER.get(name)).flatMap(point -> phased("pcs." + point, phase));
    }

    private static Optional<String> phased(String point, Optional<String> phase) {
        if (phase.isEmpty()) {
            return Optional.of(point);
        }
        int index = phase.get().charAt(0) - 'A';
        String name = point.endsWith(".ll")
                ? point.substring(0, point.length() - 2) + new String[] {"l12", "l23", "l31"}[index]
                : point + ".l" + (index + 1);
        return Optional.of(name).filter(found -> PointCatalog.find(found).isPresent());
    }

    /** What a test writes as the value it wants; empty where it is no literal. */
    static Optional<Expected> value(String point, String written) {
        if (written.startsWith("nullValue")) {
            return Optional.of(new Expected.Nothing());
        }
        String literal = written.replaceFirst("^new BigDecimal\\((.*)$", "$1");
        PointKind kind = PointCatalog.point(point).definition().kind();
        if (kind == PointKind.STATE || kind == PointKind.FLAG || point.endsWith(".native")) {
            return state(point, kind, literal);
        }
        if (kind == PointKind.TEXT) {
            return text(literal);
        }
        return number(point, literal.replace("\"", ""));
    }

    private static Optional<Expected> state(String point, PointKind kind, String written) {
        String[] constant = written.strip().split("\\.");
        if (constant.length < 2) {
            return Optional.empty();
        }
        if (kind == PointKind.FLAG) {
            return switch (constant[1]) {
                case "Open" -> Optional.of(new Expected.Measured(0, 0));
                case "Closed" -> Optional.of(new Expected.Measured(1, 0));
                default -> Optional.empty();
            };
        }
        return point.endsWith(".native")
                ? Optional.of(new Expected.Text(constant[1]))
                : Optional.ofNullable(STATES.get(constant[1])).map(Expected.State::new);
    }

    private static Optional<Expected> text(String written) {
        if (written.startsWith("\"")) {
            String text = written.replace("\"", "");
            return Optional.of(text.isEmpty() ? new Expected.Nothing() : new Expected.Text(text));
        }
        Matcher hex = HEX.matcher(written.strip());
        if (hex.matches()) {
            return Optional.of(new Expected.Text(String.valueOf(Long.parseLong(hex.group(1), 16))));
        }
        Matcher number = NUMBER.matcher(written.strip());
        return number.matches() ? Optional.of(new Expected.Text(number.group(1))) : Optional.empty();
    }

    private static Optional<Expected> number(String point, String written) {
        Matcher number = NUMBER.matcher(written.strip());
        if (!number.find()) {
            return Optional.empty();
        }
        double value = Double.parseDouble(number.group(1));
        if (point.endsWith("temperature") && value < NO_SENSOR) {
            return Optional.of(new Expected.Nothing());
        }
        // The other project cuts powers and energies to whole numbers.
        double rounding = number.group(2).equals("f") || number.group(1).contains(".") ? 0 : 1;
        double named = number.group(3) == null ? 0 : Double.parseDouble(number.group(3));
        double tolerance = Math.max(CaptureFiles.FINE * Math.abs(value), Math.max(rounding, named));
        return Optional.of(new Expected.Measured(value, tolerance));
    }
}
