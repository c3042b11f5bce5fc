package io.tieline.rig.accept;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which canonical point a variable of NUT (RFC 9271) is. */
final class NutNames {

    private static final Map<Pattern, String> UPS = new LinkedHashMap<>();
    private static final Map<Pattern, String> PDU = new LinkedHashMap<>();
    private static final Map<Pattern, String> ATS = new LinkedHashMap<>();
    private static final Map<Pattern, String> ANY = new LinkedHashMap<>();

    static {
        any("battery\\.charge", "battery.soc");
        any("battery\\.(current|voltage|runtime|temperature|packs|voltage\\.nominal|packs\\.bad)", "battery.$1");
        any("ambient\\.(temperature|humidity)", "sensor.$1");
        any("ambient\\.(\\d+)\\.(temperature|humidity)", "sensor.$1.$2");
        any("outlet\\.(\\d+)\\.(current|voltage)", "outlet.$1.$2");
        any("outlet\\.(\\d+)\\.powerfactor", "outlet.$1.pf");
        any("outlet\\.(\\d+)\\.realpower", "outlet.$1.power");
        any("outlet\\.group\\.(\\d+)\\.(current|voltage|load)", "pdu.branch.$1.$2");
        any("outlet\\.group\\.(\\d+)\\.realpower", "pdu.branch.$1.power");
        any("debug\\.upsSecondsOnBattery", "ups.on_battery.time");
        any("debug\\.upsAlarmsPresent", "ups.alarms");
        both("", "");
        both("\\.bypass", "bypass");
        put(UPS, "input\\.(realpower)", "ups.input.power");
        put(UPS, "input\\.powerfactor", "ups.input.pf");
        put(UPS, "input\\.(voltage|frequency)\\.nominal", "ups.nominal.input.$1");
        put(UPS, "input\\.L(\\d)\\.frequency", "ups.input.frequency.l$1");
        put(UPS, "input\\.frequency", "ups.input.frequency");
        put(UPS, "input\\.bypass\\.frequency", "ups.bypass.frequency");
        put(UPS, "output\\.(voltage|current)", "ups.output.$1.l1");
        put(UPS, "output\\.L(\\d)(?:-N)?\\.(voltage|current)", "ups.output.$2.l$1");
        put(UPS, "output\\.L(\\d)-L(\\d)\\.voltage", "ups.output.voltage.l$1$2");
        put(UPS, "output\\.L(\\d)\\.realpower", "ups.output.power.l$1");
        put(UPS, "output\\.L(\\d)\\.power\\.percent", "ups.output.load.l$1");
        put(UPS, "output\\.frequency", "ups.output.frequency");
        put(UPS, "output\\.powerfactor", "ups.output.pf");
        put(UPS, "output\\.(voltage|frequency)\\.nominal", "ups.nominal.output.$1");
        put(UPS, "ups\\.(load|temperature|efficiency)", "ups.$1");
        put(UPS, "ups\\.L(\\d)\\.load", "ups.output.load.l$1");
        put(UPS, "ups\\.L(\\d)\\.realpower", "ups.output.power.l$1");
        put(UPS, "ups\\.realpower", "ups.output.power");
        put(UPS, "ups\\.power", "ups.output.apparent");
        put(UPS, "ups\\.realpower\\.nominal", "ups.nominal.power");
        put(UPS, "ups\\.power\\.nominal", "ups.nominal.apparent");
        put(PDU, "input\\.(voltage|current|frequency)", "pdu.inlet.$1");
        put(PDU, "input\\.L(\\d)(?:-N)?\\.(voltage|current|load)", "pdu.inlet.$2.l$1");
        put(PDU, "input\\.L(\\d)-L(\\d)\\.voltage", "pdu.inlet.voltage.l$1$2");
        put(PDU, "input\\.L(\\d)\\.realpower", "pdu.inlet.power.l$1");
        put(PDU, "input\\.L(\\d)\\.power", "pdu.inlet.apparent.l$1");
        put(PDU, "input\\.L(\\d)\\.powerfactor", "pdu.inlet.pf.l$1");
        put(PDU, "input\\.realpower", "pdu.power");
        put(PDU, "input\\.power", "pdu.apparent");
        put(PDU, "input\\.powerfactor", "pdu.pf");
        put(PDU, "input\\.load", "pdu.load");
        put(PDU, "input\\.voltage\\.nominal", "pdu.nominal.voltage");
        put(PDU, "ups\\.realpower", "pdu.power");
        put(PDU, "ups\\.power", "pdu.apparent");
        put(ATS, "input\\.1\\.(voltage|frequency)", "ats.source.a.$1");
        put(ATS, "input\\.2\\.(voltage|frequency)", "ats.source.b.$1");
        put(ATS, "output\\.(voltage|current|load)", "ats.output.$1");
        put(ATS, "(?:input|output)\\.current", "ats.output.current");
        put(ATS, "(?:input|output|ups)\\.realpower", "ats.output.power");
        put(ATS, "ups\\.load", "ats.output.load");
    }

    private NutNames() {}

    private static void put(Map<Pattern, String> table, String pattern, String point) {
        table.put(Pattern.compile(pattern), point);
    }

    private static void any(String pattern, String point) {
        put(ANY, pattern, point);
    }

    /** Input and bypass have the same members. */
    private static void both(String infix, String group) {
        String target = "ups." + (group.isEmpty() ? "input" : group);
        put(UPS, "input" + infix + "\\.(voltage|current)", target + ".$1.l1");
        put(UPS, "input" + infix + "\\.L(\\d)(?:-N)?\\.(voltage|current)", target + ".$2.l$1");
        put(UPS, "input" + infix + "\\.L(\\d)-L(\\d)\\.voltage", target + ".voltage.l$1$2");
        put(UPS, "input" + infix + "\\.L(\\d)\\.realpower", target + ".power.l$1");
    }

    /**
     * The point of a variable.
     *
     * @param unit the unit of the value: NUT's {@code outlet.n.power} is VA, but several mappings put watts there
     */
    static Optional<String> point(String kind, String variable, String unit) {
        Matcher outlet = Pattern.compile("outlet\\.(\\d+)\\.power").matcher(variable);
        if (outlet.matches()) {
            return Optional.of("outlet." + outlet.group(1) + (unit.endsWith("VA") ? ".apparent" : ".power"));
        }
        Map<Pattern, String> own = kind.equals("pdu") ? PDU : kind.equals("transfer-switch") ? ATS : UPS;
        return find(own, variable).or(() -> find(ANY, variable));
    }

    private static Optional<String> find(Map<Pattern, String> table, String variable) {
        for (Map.Entry<Pattern, String> entry : table.entrySet()) {
            Matcher matcher = entry.getKey().matcher(variable);
            if (matcher.matches()) {
                return Optional.of(matcher.replaceFirst(entry.getValue()));
            }
        }
        return Optional.empty();
    }
}
