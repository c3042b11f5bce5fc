package io.tieline.profile;

import io.tieline.document.Fields;
import io.tieline.document.Node;
import io.tieline.model.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Reads {@code alarms} of an SNMP profile: every alarm becomes a flag that is read like any other value, and a meaning.
 */
final class SnmpAlarmReader {

    private final String base;
    private final List<SnmpPlan.Read> reads = new ArrayList<>();
    private final Map<String, SnmpPlan.AlarmMeaning> meanings = new HashMap<>();
    private final List<SnmpPlan.StandingTable> tables = new ArrayList<>();

    SnmpAlarmReader(String base) {
        this.base = base;
    }

    List<SnmpPlan.Read> reads() {
        return reads;
    }

    /** @param inherited gives way where a word means something else here */
    Map<String, SnmpPlan.AlarmMeaning> meaningsOver(Map<String, SnmpPlan.AlarmMeaning> inherited) {
        Map<String, SnmpPlan.AlarmMeaning> all = new HashMap<>(inherited);
        all.putAll(meanings);
        return all;
    }

    List<SnmpPlan.StandingTable> tablesAnd(List<SnmpPlan.StandingTable> inherited) {
        List<SnmpPlan.StandingTable> all = new ArrayList<>(tables);
        all.addAll(inherited);
        return all;
    }

    void read(Fields fields) {
        SnmpPlan.Context context = new ContextReader(fields, base).context();
        Optional<String> oid = oid(fields, "oid");
        Optional<String> column = oid(fields, "column");
        Optional<String> table = oid(fields, "table");
        if (oid.isPresent() || column.isPresent()) {
            boolean low = fields.flag("activeLow").orElse(false);
            Source source = new Source(
                    oid.orElse(""),
                    column.orElse(""),
                    fields.text("match").orElse(""),
                    fields.integer("first", 0, 100).orElse(1),
                    context);
            each(fields, "values", source, raw -> flag(-1, raw, !low));
            each(fields, "bits", source, bit -> flag((int) bit, 1, !low));
        } else if (table.isPresent()) {
            standing(fields, table.get());
        } else {
            fields.problem(
                    fields.node(), "needs oid, column or table", "add oid: OID.0 for one object, column: OID for rows");
        }
        fields.rejectOthers();
    }

    /** Where flags are read from. */
    private record Source(String oid, String column, String match, int first, SnmpPlan.Context context) {

        SnmpPlan.Read read(String word, ValueRule rule) {
            return column.isEmpty()
                    ? new SnmpPlan.Scalar("alarm." + word, oid, context, rule, Rate.FAST)
                    : new SnmpPlan.Column("alarm.{row}." + word, column, match, first, context, rule, Rate.FAST);
        }
    }

    private void each(Fields fields, String key, Source source, LongFunction<ValueRule> rule) {
        fields.fields(key).ifPresent(map -> {
            for (Node.Scalar number : map.keys()) {
                Optional<String> word = map.fields(number.text()).flatMap(alarm -> meaning(alarm, number.text()));
                if (!number.text().matches("-?\\d{1,10}")) {
                    map.problem(number, number.describe() + " is not a number", "write the number the device sends");
                } else if (word.isPresent()) {
                    reads.add(source.read(word.get(), rule.apply(Long.parseLong(number.text()))));
                }
            }
        });
    }

    private void standing(Fields fields, String column) {
        Optional<String> count = oid(fields, "count");
        Map<String, String> points = new HashMap<>();
        fields.fields("rows").ifPresent(map -> {
            for (Node.Scalar key : map.keys()) {
                Optional<String> row = Oids.checked(map, key, base);
                Optional<String> word = map.fields(key.text()).flatMap(alarm -> meaning(alarm, key.text()));
                if (row.isPresent() && word.isPresent()) {
                    points.put(row.get(), "alarm." + word.get());
                }
            }
        });
        if (count.isEmpty()) {
            fields.problem(
                    fields.node(), "count is missing", "add count: the object that says how many rows there are");
            return;
        }
        SnmpPlan.Context context =
                new SnmpPlan.Context(List.of(), List.of(), new SnmpPlan.Form(SnmpPlan.Form.Encoding.STANDING, ""));
        points.values().stream()
                .sorted()
                .map(point -> new SnmpPlan.Scalar(point, count.get(), context, ValueRule.IDENTITY, Rate.FAST))
                .forEach(reads::add);
        tables.add(new SnmpPlan.StandingTable(column, points));
    }

    /** The word of one alarm, its meaning noted. */
    private Optional<String> meaning(Fields alarm, String number) {
        Optional<String> word = alarm.requiredText("alarm");
        if (word.isPresent() && RuleReader.definition("alarm." + word.get()).isEmpty()) {
            alarm.problem(
                    alarm.node("alarm").orElse(alarm.node()),
                    "\"" + word.get() + "\" is no word of an alarm",
                    "write small letters, digits and _");
            return Optional.empty();
        }
        Severity severity = alarm.choice(
                        "severity",
                        SnmpAlarmReader::severity,
                        Arrays.stream(Severity.values())
                                .map(SnmpAlarmReader::label)
                                .toList())
                .orElse(Severity.MAJOR);
        String code = alarm.text("code").orElse(number);
        String text = alarm.text("text").orElse(word.orElse("").replace('_', ' '));
        alarm.rejectOthers();
        word.ifPresent(w -> meanings.put(w, new SnmpPlan.AlarmMeaning(severity, code, text)));
        return word;
    }

    private static Optional<Severity> severity(String label) {
        return Arrays.stream(Severity.values())
                .filter(s -> label(s).equals(label))
                .findFirst();
    }

    private static String label(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    private Optional<String> oid(Fields fields, String key) {
        return fields.scalar(key).flatMap(node -> Oids.checked(fields, node, base));
    }

    private static ValueRule flag(int bit, long raw, boolean when) {
        return ValueRule.builder()
                .states(Map.of(raw, when ? 1 : 0))
                .otherwise(when ? 0 : 1)
                .slice(bit < 0 ? Slice.WHOLE : Slice.bit(bit))
                .build();
    }
}
