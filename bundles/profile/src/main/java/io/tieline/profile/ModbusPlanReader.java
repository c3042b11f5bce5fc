package io.tieline.profile;

import io.tieline.document.Fields;
import io.tieline.document.Node;
import io.tieline.model.PointDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the Modbus part of a profile. */
final class ModbusPlanReader implements PlanReader {

    private static final Pattern RANGE = Pattern.compile("(\\d{1,5})\\s*-\\s*(\\d{1,5})");

    private ModbusPlan.Space space = ModbusPlan.Space.HOLDING;
    private ModbusPlan.Order order = ModbusPlan.Order.BIG;

    @Override
    public Plan plan(Fields document, Optional<Plan> parent) {
        ModbusPlan plan = parent.map(ModbusPlan.class::cast).orElse(new ModbusPlan(List.of(), 120, 8, List.of(), 0));
        int maxRegisters = plan.maxRegisters();
        int maxGap = plan.maxGap();
        int pause = plan.pauseMillis();
        List<ModbusPlan.Range> forbidden = new ArrayList<>(plan.forbidden());
        Optional<Fields> settings = document.fields("modbus");
        if (settings.isPresent()) {
            Fields modbus = settings.get();
            space = space(modbus).orElse(space);
            order = order(modbus).orElse(order);
            maxRegisters = modbus.integer("maxRegisters", 1, 125).orElse(maxRegisters);
            maxGap = modbus.integer("maxGap", 0, 124).orElse(maxGap);
            pause = modbus.duration("pause").map(d -> (int) d.toMillis()).orElse(pause);
            modbus.items("forbidden").forEach(item -> range(modbus, item).ifPresent(forbidden::add));
            modbus.rejectOthers();
        }
        List<ModbusPlan.Value> values = new ArrayList<>();
        document.list("read").forEach(fields -> read(fields, values));
        List<String> own = values.stream().map(ModbusPlan.Value::point).toList();
        plan.values().stream().filter(value -> !own.contains(value.point())).forEach(values::add);
        return new ModbusPlan(values, maxRegisters, maxGap, forbidden, pause);
    }

    private void read(Fields fields, List<ModbusPlan.Value> values) {
        RuleReader rules = new RuleReader(fields);
        Optional<PointDefinition> definition = rules.definition();
        ModbusPlan.Space where = space(fields).orElse(space);
        boolean bits = where == ModbusPlan.Space.COIL || where == ModbusPlan.Space.DISCRETE;
        ModbusPlan.Encoding encoding =
                encoding(fields).orElse(bits ? ModbusPlan.Encoding.BIT : ModbusPlan.Encoding.U16);
        ModbusPlan.Order arranged = order(fields).orElse(order);
        int registers = encoding.registers() > 0
                ? encoding.registers()
                : fields.integer("registers", 1, 125).orElse(0);
        if (registers == 0) {
            fields.problem(fields.node(), "registers is missing", "add registers: the length of the text");
        }
        int scale = fields.integer("scaleFrom", 0, 65535).orElse(-1);
        Optional<Integer> address = address(fields);
        if (definition.isPresent() && address.isPresent()) {
            String point = fields.text("point").orElse("");
            Rate rate = rules.rate(definition.get());
            ValueRule rule = rules.rule(definition.get());
            // A bit of a register is taken by the register's encoding, so that one word serves sixteen flags.
            int bit = rule.bit() >= 0 && encoding == ModbusPlan.Encoding.U16 ? rule.bit() : -1;
            ModbusPlan.Encoding taken = bit >= 0 ? ModbusPlan.Encoding.BIT : encoding;
            ValueRule whole = bit >= 0 ? rule.withoutBit() : rule;
            values.add(new ModbusPlan.Value(
                    point, where, address.get(), taken, arranged, registers, bit, scale, whole, rate));
            rules.nativeRule()
                    .ifPresent(words -> values.add(new ModbusPlan.Value(
                            point + ".native",
                            where,
                            address.get(),
                            encoding,
                            arranged,
                            registers,
                            -1,
                            -1,
                            words,
                            rate)));
        }
        fields.rejectOthers();
    }

    @Override
    public Optional<CommandRule> command(Fields fields) {
        ValueRule rule = new RuleReader(fields).argument();
        ModbusPlan.Space where = space(fields).orElse(space);
        ModbusPlan.Encoding encoding = encoding(fields)
                .orElse(where == ModbusPlan.Space.COIL ? ModbusPlan.Encoding.BIT : ModbusPlan.Encoding.U16);
        ModbusPlan.Order arranged = order(fields).orElse(order);
        boolean verify = fields.flag("verify").orElse(true);
        if (where == ModbusPlan.Space.INPUT || where == ModbusPlan.Space.DISCRETE) {
            fields.problem(fields.node(), "this space cannot be written", "use space: holding or coil");
        }
        return address(fields).map(address -> new ModbusPlan.Write(where, address, encoding, arranged, rule, verify));
    }

    private static Optional<Integer> address(Fields fields) {
        if (!fields.has("address")) {
            fields.problem(fields.node(), "address is missing", "add address: the 0-based register number");
        }
        return fields.integer("address", 0, 65535);
    }

    private static Optional<ModbusPlan.Range> range(Fields fields, Node item) {
        Matcher matcher = RANGE.matcher(item instanceof Node.Scalar scalar ? scalar.text() : "");
        if (matcher.matches()) {
            return Optional.of(
                    new ModbusPlan.Range(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))));
        }
        fields.problem(item, "a forbidden range must be two addresses", "write for instance 100-120");
        return Optional.empty();
    }

    private static Optional<ModbusPlan.Space> space(Fields fields) {
        return constant(fields, "space", ModbusPlan.Space.values());
    }

    private static Optional<ModbusPlan.Order> order(Fields fields) {
        return constant(fields, "order", ModbusPlan.Order.values());
    }

    private static Optional<ModbusPlan.Encoding> encoding(Fields fields) {
        return constant(fields, "type", ModbusPlan.Encoding.values());
    }

    private static <E extends Enum<E>> Optional<E> constant(Fields fields, String key, E[] constants) {
        List<String> words =
                Arrays.stream(constants).map(ModbusPlanReader::word).toList();
        return fields.choice(
                key,
                text -> Arrays.stream(constants)
                        .filter(c -> word(c).equals(text))
                        .findFirst(),
                words);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
