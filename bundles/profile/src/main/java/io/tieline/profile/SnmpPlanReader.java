package io.tieline.profile;

import io.tieline.document.Fields;
import io.tieline.document.Node;
import io.tieline.model.PointDefinition;
import io.tieline.model.PointKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the SNMP part of a profile. */
final class SnmpPlanReader implements PlanReader {

    /** 24 variables of a long OID and a number stay below 1472 bytes, what one Ethernet frame carries. */
    private static final int USUAL_VARIABLES = 24;

    private static final SnmpPlan NOTHING = new SnmpPlan(List.of(), List.of(), Map.of(), List.of(), 0);

    private String base = "";

    @Override
    public Plan plan(Fields document, Optional<Plan> parent, Set<String> dropped) {
        SnmpPlan inherited = parent.map(SnmpPlan.class::cast).orElse(NOTHING);
        int variables = inherited.maxVariables() == 0 ? USUAL_VARIABLES : inherited.maxVariables();
        Optional<Fields> settings = document.fields("snmp");
        if (settings.isPresent()) {
            Fields snmp = settings.get();
            base = snmp.scalar("base")
                    .flatMap(node -> Oids.checked(snmp, node, ""))
                    .orElse("");
            variables = snmp.integer("maxVariables", 1, 200).orElse(variables);
            snmp.rejectOthers();
        }
        List<SnmpPlan.Read> reads = new ArrayList<>();
        document.list("read").forEach(fields -> read(fields, reads));
        SnmpAlarmReader alarms = new SnmpAlarmReader(base);
        document.list("alarms").forEach(alarms::read);
        reads.addAll(alarms.reads());
        inherited.reads().stream()
                .filter(read -> !dropped.contains(read.point()))
                .forEach(reads::add);
        List<SnmpPlan.Total> totals = new ArrayList<>();
        document.list("total").forEach(fields -> total(fields).ifPresent(totals::add));
        totals.addAll(inherited.totals());
        return new SnmpPlan(
                reads,
                totals,
                alarms.meaningsOver(inherited.alarms()),
                alarms.tablesAnd(inherited.standing()),
                variables);
    }

    private void read(Fields fields, List<SnmpPlan.Read> reads) {
        RuleReader rules = new RuleReader(fields);
        Optional<PointDefinition> definition = rules.definition();
        Optional<Node.Scalar> scalar = fields.scalar("oid");
        Optional<Node.Scalar> column = fields.scalar("column");
        if (scalar.isPresent() == column.isPresent()) {
            fields.problem(
                    fields.node(),
                    "needs either oid or column",
                    "add oid: OID.0 for one object, column: OID for a table");
        }
        Optional<String> oid = scalar.or(() -> column).flatMap(node -> Oids.checked(fields, node, base));
        boolean table = column.isPresent();
        String match = fields.text("match").orElse("");
        int first = fields.integer("first", 0, 100).orElse(1);
        SnmpPlan.Context context = new ContextReader(fields, base).context();
        if (definition.isPresent() && oid.isPresent()) {
            String point = fields.text("point").orElse("");
            PointDefinition known = definition.get();
            Rate rate = rules.rate(known);
            ValueRule rule = rules.rule(known);
            reads.add(
                    table
                            ? new SnmpPlan.Column(point, oid.get(), match, first, context, rule, rate)
                            : new SnmpPlan.Scalar(point, oid.get(), context, rule, rate));
            rules.nativeRule().ifPresent(words -> {
                if (known.kind() != PointKind.STATE) {
                    fields.problem(fields.node(), "native belongs to state points", "drop native");
                }
                String name = point + ".native";
                reads.add(
                        table
                                ? new SnmpPlan.Column(name, oid.get(), match, first, context, words, rate)
                                : new SnmpPlan.Scalar(name, oid.get(), context, words, rate));
            });
        }
        fields.rejectOthers();
    }

    private static Optional<SnmpPlan.Total> total(Fields fields) {
        Optional<PointDefinition> definition = new RuleReader(fields).definition();
        Optional<SnmpPlan.Total> total = Optional.empty();
        for (SnmpPlan.Operation operation : SnmpPlan.Operation.values()) {
            String key = operation.name().toLowerCase(java.util.Locale.ROOT);
            Optional<Node.Scalar> of = fields.scalar(key);
            if (of.isPresent()) {
                if (RuleReader.definition(of.get().text()).isEmpty()) {
                    fields.problem(of.get(), "unknown points " + of.get().describe(), "use for instance POINT.{phase}");
                }
                List<String> phases = Stream.of("l1", "l2", "l3")
                        .map(phase -> of.get().text().replace("{phase}", phase))
                        .distinct()
                        .toList();
                total = definition.map(
                        d -> new SnmpPlan.Total(fields.text("point").orElse(""), operation, phases));
            }
        }
        fields.rejectOthers();
        if (total.isEmpty() && definition.isPresent()) {
            fields.problem(fields.node(), "computes nothing", "add sum, max or mean: POINT.{phase}");
        }
        return total;
    }

    @Override
    public Optional<CommandRule> command(Fields fields) {
        ValueRule rule = new RuleReader(fields).argument();
        String readBack = fields.text("readBack").orElse("");
        if (!readBack.isEmpty() && RuleReader.definition(readBack).isEmpty()) {
            fields.problem(
                    fields.node("readBack").orElse(fields.node()),
                    "unknown point \"" + readBack + "\"",
                    "name the point that shows the effect, such as outlet.{n}.state");
        }
        String lock = fields.scalar("lock")
                .flatMap(node -> Oids.checked(fields, node, base))
                .orElse("");
        boolean verify = fields.flag("verify").orElse(true);
        Map<Integer, String> objects = objects(fields, "objects");
        Map<Integer, String> targets = objects(fields, "targets");
        int targetValue =
                fields.integer("value", Integer.MIN_VALUE, Integer.MAX_VALUE).orElse(0);
        Optional<String> oid = fields.scalar("oid")
                .flatMap(node -> Oids.checked(fields, node, base))
                .or(() -> targets.values().stream().sorted().findFirst());
        if (oid.isEmpty()) {
            fields.problem(fields.node(), "oid is missing", "add oid: the object to write");
        }
        return oid.map(o -> new SnmpPlan.Write(o, rule, objects, targets, targetValue, lock, readBack, verify));
    }

    /** Argument → object identifier. */
    private Map<Integer, String> objects(Fields fields, String of) {
        Map<Integer, String> objects = new HashMap<>();
        fields.fields(of).ifPresent(map -> {
            for (Node.Scalar key : map.keys()) {
                Optional<String> oid = map.scalar(key.text()).flatMap(node -> Oids.checked(map, node, base));
                if (!key.text().matches("\\d{1,4}")) {
                    map.problem(key, key.describe() + " is not an argument", "write 0, 1, 2 …");
                } else if (oid.isPresent()) {
                    objects.put(Integer.valueOf(key.text()), oid.get());
                }
            }
        });
        return objects;
    }
}
