package io.tieline.rig.accept;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which canonical point the names of other projects mean. Kept apart from the driver's own table on purpose. */
final class SunSpecNames {

    private static final String[] COMMON = {"Mn", "Md", "SN", "Vr"};
    private static final String[] COMMON_POINTS = {"manufacturer", "model", "serial", "firmware"};
    private static final Map<String, String> INVERTER = new HashMap<>();
    private static final Map<String, String> METER = new HashMap<>();
    private static final Map<String, String> NAMEPLATE = Map.of("WRtg", "pcs.nominal.power");
    private static final Map<String, String> TESTED = new HashMap<>();

    static {
        put(INVERTER, "pcs", "A=current W=power Hz=frequency VA=apparent VAr=reactive PF=pf WH=energy.discharged");
        put(
                INVERTER,
                "pcs",
                "DCA=dc.current DCV=dc.voltage DCW=dc.power TmpCab=temperature TmpSnk=temperature.heatsink St=state.native");
        put(INVERTER, "pcs", "AphA=current.l1 AphB=current.l2 AphC=current.l3");
        put(INVERTER, "pcs", "PhVphA=voltage.l1 PhVphB=voltage.l2 PhVphC=voltage.l3");
        put(INVERTER, "pcs", "PPVphAB=voltage.l12 PPVphBC=voltage.l23 PPVphCA=voltage.l31");
        put(METER, "meter", "A=current W=power Hz=frequency VA=apparent VAR=reactive PF=pf PhV=voltage PPV=voltage.ll");
        put(METER, "meter", "AphA=current.l1 AphB=current.l2 AphC=current.l3");
        put(METER, "meter", "PhVphA=voltage.l1 PhVphB=voltage.l2 PhVphC=voltage.l3");
        put(METER, "meter", "WphA=power.l1 WphB=power.l2 WphC=power.l3");
        put(METER, "meter", "TotWhImp=energy.import TotWhExp=energy.export");
        put(
                TESTED,
                "",
                "current=current voltageLN=voltage voltageLL=voltage.ll activePower=power reactivePower=reactive");
        put(TESTED, "", "apparentPower=apparent powerFactor=pf frequency=frequency");
        put(TESTED, "", "activeEnergyExport=energy.export activeEnergyImport=energy.import");
        put(TESTED, "", "dcCurrent=dc.current dcVoltage=dc.voltage dcPower=dc.power cabinetTemperature=temperature");
        put(TESTED, "", "heatSinkTemperature=temperature.heatsink");
    }

    private SunSpecNames() {}

    private static void put(Map<String, String> into, String prefix, String pairs) {
        for (String pair : pairs.split(" ")) {
            String[] sides = pair.split("=");
            into.put(sides[0], prefix.isEmpty() ? sides[1] : prefix + "." + sides[1]);
        }
    }

    /** The point a SunSpec name of a model means. */
    static Optional<String> point(String model, String name) {
        return switch (model) {
            case "1" -> common(name);
            case "101", "102", "103", "111", "112", "113" -> Optional.ofNullable(INVERTER.get(name));
            case "120" -> Optional.ofNullable(NAMEPLATE.get(name));
            case "201", "202", "203", "204", "211", "212", "213", "214" -> Optional.ofNullable(METER.get(name));
            default -> Optional.empty();
        };
    }

    private static Optional<String> common(String name) {
        for (int i = 0; i < COMMON.length; i++) {
            if (COMMON[i].equals(name)) {
                return Optional.of("device." + COMMON_POINTS[i]);
            }
        }
        return Optional.empty();
    }

    /** The point a test of SolarNetwork's checks. */
    static Optional<String> tested(String testClass, String test, String what) {
        if (test.equals("commonModelProperties")) {
            return switch (what) {
                case "Manufacturer" -> Optional.of("device.manufacturer");
                case "Model name" -> Optional.of("device.model");
                case "Serial number" -> Optional.of("device.serial");
                case "Version" -> Optional.of("device.firmware");
                default -> Optional.empty();
            };
        }
        boolean meter = testClass.startsWith("IntegerMeter") || testClass.startsWith("FloatingPointMeter");
        if (!meter && !testClass.startsWith("IntegerInverter") && !testClass.startsWith("FloatingPointInverter")) {
            return Optional.empty();
        }
        if (test.equals("operatingState")) {
            return what.equals("State value") ? Optional.of("pcs.state.native") : Optional.empty();
        }
        String stem = TESTED.get(test);
        if (stem == null) {
            return Optional.empty();
        }
        return meter ? phase("meter." + stem, what) : inverter(stem, what);
    }

    private static Optional<String> inverter(String stem, String what) {
        boolean whole = what.equals("Total") || what.equals("Average");
        // An inverter's energy is one counter, its average voltage no point, its DC side has no phases.
        if (stem.equals("energy.export")) {
            return whole ? Optional.of("pcs.energy.discharged") : Optional.empty();
        }
        if ((stem.startsWith("voltage") && whole) || (stem.startsWith("dc.") && !whole)) {
            return Optional.empty();
        }
        if (what.startsWith("Phase ") && (stem.equals("reactive") || stem.equals("apparent") || stem.equals("pf"))) {
            return Optional.empty();
        }
        return phase("pcs." + stem, what);
    }

    private static Optional<String> phase(String point, String what) {
        boolean lineToLine = point.endsWith(".ll");
        String base = lineToLine ? point.substring(0, point.length() - 3) : point;
        return switch (lineToLine && what.length() == 7 ? what + "-" : what) {
            case "Phase A-" -> Optional.of(base + ".l12");
            case "Phase B-" -> Optional.of(base + ".l23");
            case "Phase C-" -> Optional.of(base + ".l31");
            case "Phase A" -> Optional.of(point + ".l1");
            case "Phase B" -> Optional.of(point + ".l2");
            case "Phase C" -> Optional.of(point + ".l3");
            case "Phase AB" -> Optional.of(base + ".l12");
            case "Phase BC" -> Optional.of(base + ".l23");
            case "Phase CA" -> Optional.of(base + ".l31");
            default -> Optional.of(point);
        };
    }

    static boolean isText(String point) {
        return point.startsWith("device.") || point.endsWith(".native");
    }
}
