package io.tieline.profile;

import io.tieline.document.Fields;
import io.tieline.document.Node;
import io.tieline.model.Command;
import io.tieline.model.DeviceAlarm;
import io.tieline.model.PointCatalog;
import io.tieline.model.PointDefinition;
import io.tieline.model.PointKind;
import io.tieline.model.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the OPC UA part of a profile. */
final class OpcUaPlanReader implements PlanReader {

    private static final Pattern DEADBAND = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(%)?");
    private static final List<String> SEVERITIES = Arrays.stream(Severity.values())
            .map(severity -> severity.name().toLowerCase(Locale.ROOT))
            .toList();

    private String base = "";

    @Override
    public Plan plan(Fields document, Optional<Plan> parent, Set<String> dropped) {
        document.fields("opcua").ifPresent(settings -> {
            base = settings.text("base").orElse("");
            settings.rejectOthers();
        });
        List<OpcUaPlan.Value> values = new ArrayList<>();
        List<DeviceAlarm> alarms = new ArrayList<>();
        document.list("read").forEach(fields -> read(fields, values));
        document.list("alarms").forEach(fields -> alarm(fields, values, alarms));
        Set<String> settled = new HashSet<>(dropped);
        values.forEach(value -> settled.add(value.point()));
        parent.map(OpcUaPlan.class::cast).ifPresent(inherited -> {
            inherited.values().stream()
                    .filter(value -> !settled.contains(value.point()))
                    .forEach(values::add);
            inherited.alarms().stream()
                    .filter(alarm -> !settled.contains(alarm.point()))
                    .forEach(alarms::add);
        });
        return new OpcUaPlan(values, alarms);
    }

    private void read(Fields fields, List<OpcUaPlan.Value> values) {
        RuleReader rules = RuleReader.withUnitOfDevice(fields);
        Optional<PointDefinition> definition = rules.definition();
        Optional<OpcUaPath> path = path(fields, "path");
        if (definition.isPresent() && path.isPresent()) {
            String point = fields.text("point").orElse("");
            Rate rate = rules.rate(definition.get());
            OpcUaPlan.Sampling sampling = sampling(fields, rate);
            values.add(new OpcUaPlan.Value(
                    point, path.get(), rules.rule(definition.get()), rate, unit(fields, definition.get()), sampling));
            rules.nativeRule()
                    .ifPresent(words -> values.add(new OpcUaPlan.Value(
                            point + ".native",
                            path.get(),
                            words,
                            rate,
                            OpcUaPlan.UnitSource.PROFILE,
                            new OpcUaPlan.Sampling(sampling.interval(), 0, false))));
        }
        fields.rejectOthers();
    }

    private static OpcUaPlan.UnitSource unit(Fields fields, PointDefinition definition) {
        boolean measured = definition.kind() == PointKind.MEASUREMENT || definition.kind() == PointKind.COUNTER;
        Optional<String> unit = fields.text("unit");
        if (unit.isEmpty()) {
            return measured ? OpcUaPlan.UnitSource.SERVER_IF_KNOWN : OpcUaPlan.UnitSource.PROFILE;
        }
        return unit.get().equals(RuleReader.OF_DEVICE) ? OpcUaPlan.UnitSource.SERVER : OpcUaPlan.UnitSource.PROFILE;
    }

    private static OpcUaPlan.Sampling sampling(Fields fields, Rate rate) {
        Duration interval = fields.duration("sampling").orElse(Duration.ZERO);
        Optional<Node.Scalar> deadband = fields.scalar("deadband");
        if (rate != Rate.FAST && (!interval.isZero() || deadband.isPresent())) {
            fields.problem(
                    fields.node(),
                    "only fast values are watched by the server, the others are read",
                    "add rate: fast, or drop sampling and deadband");
        }
        if (deadband.isEmpty()) {
            return new OpcUaPlan.Sampling(interval, 0, false);
        }
        Matcher matcher = DEADBAND.matcher(deadband.get().text().strip());
        if (!matcher.matches()) {
            fields.problem(deadband.get(), "not a dead band", "write raw counts, 0.5, or a part of the range, 1 %");
            return OpcUaPlan.Sampling.DEFAULT;
        }
        return new OpcUaPlan.Sampling(interval, Double.parseDouble(matcher.group(1)), matcher.group(2) != null);
    }

    private void alarm(Fields fields, List<OpcUaPlan.Value> values, List<DeviceAlarm> alarms) {
        Optional<OpcUaPath> path = path(fields, "path");
        Optional<String> word = fields.requiredText("alarm");
        String point = DeviceAlarm.PREFIX + word.orElse("");
        if (word.isPresent() && PointCatalog.find(point).isEmpty()) {
            fields.problem(
                    fields.node("alarm").orElse(fields.node()),
                    "\"" + word.get() + "\" cannot name an alarm",
                    "use lower case, digits and underscores: battery_disconnected");
        }
        Severity severity =
                fields.choice("severity", OpcUaPlanReader::severity, SEVERITIES).orElse(Severity.MAJOR);
        Optional<String> text = fields.text("text");
        boolean activeLow = fields.flag("activeLow").orElse(false);
        path.ifPresent(where -> {
            String own = where.steps().get(where.steps().size() - 1).name();
            ValueRule rule = activeLow ? inverted() : ValueRule.IDENTITY;
            values.add(OpcUaPlan.Value.of(point, where, rule, Rate.FAST));
            alarms.add(new DeviceAlarm(point, severity, own, text.orElse(own)));
        });
        fields.rejectOthers();
    }

    private static Optional<Severity> severity(String word) {
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }

    private static ValueRule inverted() {
        return ValueRule.builder().states(Map.of(0L, 1)).otherwise(0).build();
    }

    @Override
    public Optional<CommandRule> command(Fields fields) {
        ValueRule rule = new RuleReader(fields).argument();
        Optional<OpcUaPath> readBack = fields.has("readBack") ? path(fields, "readBack") : Optional.empty();
        Optional<OpcUaPlan.Lock> lock = fields.fields("lock").flatMap(this::lock);
        if (fields.has("method")) {
            List<String> arguments = texts(fields, "arguments");
            return path(fields, "method").map(method -> new OpcUaPlan.Call(method, arguments, rule, readBack, lock));
        }
        Optional<OpcUaPlan.Reversion> reversion = fields.fields("reversion").flatMap(this::reversion);
        if (fields.text("command").equals(Optional.of(Command.POWER_SET)) && reversion.isEmpty()) {
            fields.problem(
                    fields.node(),
                    "a power setpoint without a reversion time would hold for ever when the gateway is gone",
                    "add reversion: {path: VARIABLE, unit: s}");
        }
        return path(fields, "path").map(path -> new OpcUaPlan.Setting(path, rule, readBack, lock, reversion));
    }

    private Optional<OpcUaPlan.Lock> lock(Fields fields) {
        Optional<OpcUaPath> method = path(fields, "method");
        Optional<OpcUaPath> unlock = fields.has("unlock") ? path(fields, "unlock") : Optional.empty();
        List<String> arguments = texts(fields, "arguments");
        fields.rejectOthers();
        return method.map(taking -> new OpcUaPlan.Lock(taking, arguments, unlock));
    }

    private Optional<OpcUaPlan.Reversion> reversion(Fields fields) {
        ValueRule rule = new RuleReader(fields).argument();
        Optional<OpcUaPath> path = path(fields, "path");
        fields.rejectOthers();
        return path.map(where -> new OpcUaPlan.Reversion(where, rule));
    }

    private static List<String> texts(Fields fields, String key) {
        return fields.items(key).stream()
                .filter(Node.Scalar.class::isInstance)
                .map(item -> ((Node.Scalar) item).text())
                .toList();
    }

    /** A path that begins with a slash does not continue the base. */
    private Optional<OpcUaPath> path(Fields fields, String key) {
        Optional<String> written = fields.requiredText(key);
        String text = written.map(
                        path -> path.startsWith("/") ? path.substring(1) : base.isEmpty() ? path : base + "/" + path)
                .orElse("");
        Optional<OpcUaPath> path = OpcUaPath.parse(text);
        if (written.isPresent() && path.isEmpty()) {
            fields.problem(
                    fields.node(key).orElse(fields.node()),
                    "\"" + written.get() + "\" is not a path of browse names",
                    "write names separated by /, each with or without its namespace: 2:Name or {uri}Name;"
                            + " [3] at the end takes one element; & before a character of these makes it part of the name");
        }
        return path;
    }
}
