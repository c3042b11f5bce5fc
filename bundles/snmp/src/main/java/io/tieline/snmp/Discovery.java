package io.tieline.snmp;

import io.tieline.model.Point;
import io.tieline.model.PointCatalog;
import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import io.tieline.profile.Rate;
import io.tieline.profile.SnmpPlan;
import io.tieline.profile.ValueRule;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.UnsignedInteger32;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** Looks what of a plan an agent has: scalars by GET, columns by walking them. */
final class Discovery {

    private final Agent agent;
    private final SnmpPlan plan;
    private final Map<OID, Variable> values = new LinkedHashMap<>();
    private final Map<OID, List<VariableBinding>> columns = new LinkedHashMap<>();

    Discovery(Agent agent, SnmpPlan plan) {
        this.agent = agent;
        this.plan = plan;
    }

    /** An object that fills a point. */
    record Found(String point, OID oid, ValueRule rule, SnmpPlan.Form form, Rate rate, Quality quality, String text) {}

    /** One object per point; the points in the order of the plan. */
    CompletableFuture<Collection<Found>> run() {
        Set<OID> scalars = new LinkedHashSet<>();
        Set<OID> walked = new LinkedHashSet<>();
        for (SnmpPlan.Read read : plan.reads()) {
            Set<OID> where = read instanceof SnmpPlan.Scalar ? scalars : walked;
            where.add(new OID(read.oid()));
            read.context().scaling().forEach(scaling -> place(scaling.oid(), scalars, where));
            read.context().when().forEach(when -> place(when.oid(), scalars, where));
        }
        CompletableFuture<Void> chain =
                agent.get(List.copyOf(scalars), plan.maxVariables()).thenAccept(values::putAll);
        for (OID column : walked) {
            chain = chain.thenCompose(v -> agent.walk(column, plan.maxVariables()))
                    .thenAccept(rows -> keep(column, rows));
        }
        return chain.thenApply(v -> choose());
    }

    private void keep(OID column, List<VariableBinding> rows) {
        columns.put(column, rows);
        rows.forEach(row -> values.put(row.getOid(), row.getVariable()));
    }

    private Collection<Found> choose() {
        Map<String, Found> chosen = new LinkedHashMap<>();
        plan.reads().stream()
                .flatMap(this::candidates)
                .forEach(candidate -> chosen.merge(candidate.point(), candidate, Discovery::better));
        return chosen.values();
    }

    /** The earlier one in the plan, unless it only says "not available" and the later one does not. */
    private static Found better(Found first, Found second) {
        return !first.quality().isUsable() && second.quality().isUsable() ? second : first;
    }

    private Stream<Found> candidates(SnmpPlan.Read read) {
        if (read instanceof SnmpPlan.Column column) {
            return rows(column);
        }
        return Stream.of(read)
                .filter(one -> holds(one, new int[0]))
                .map(one -> found(one, one.point(), new OID(one.oid()), new int[0]))
                .flatMap(Stream::ofNullable);
    }

    private Stream<Found> rows(SnmpPlan.Column column) {
        OID root = new OID(column.oid());
        RowNames names = new RowNames(column.point(), column.match(), column.first());
        return columns.getOrDefault(root, List.of()).stream()
                .map(row -> {
                    int[] index = Agent.index(row.getOid(), root);
                    // A row that does not count takes no position either.
                    String name = holds(column, index) ? names.next(index) : "";
                    return name.isEmpty() || PointCatalog.find(name).isEmpty()
                            ? null
                            : found(column, name, row.getOid(), index);
                })
                .filter(Objects::nonNull)
                .map(Found.class::cast);
    }

    private static boolean isScalar(String oid) {
        return oid.endsWith(".0");
    }

    private static void place(String oid, Set<OID> scalars, Set<OID> walked) {
        (isScalar(oid) ? scalars : walked).add(new OID(oid));
    }

    /** The value of another object: a scalar, or the same row of a column. */
    private @Nullable Variable other(String oid, int[] index) {
        return values.get(isScalar(oid) ? new OID(oid) : new OID(oid).append(new OID(index)));
    }

    private boolean holds(SnmpPlan.Read read, int[] index) {
        return read.context().when().stream().allMatch(when -> {
            Variable value = other(when.oid(), index);
            return value != null && when.is().matcher(Recogniser.text(value)).find();
        });
    }

    private ValueRule scaled(SnmpPlan.Read read, int[] index) {
        ValueRule rule = read.rule();
        for (SnmpPlan.Scaling scaling : read.context().scaling()) {
            Variable by = other(scaling.oid(), index);
            if (by instanceof Integer32 || by instanceof UnsignedInteger32) {
                rule = Scales.apply(scaling.how(), by.toLong(), rule);
            }
        }
        return rule;
    }

    private @Nullable Found found(SnmpPlan.Read read, String name, OID oid, int[] index) {
        Variable value = values.get(oid);
        if (value == null) {
            return null;
        }
        ValueRule rule = scaled(read, index);
        SnmpPlan.Form form = read.context().form();
        Judge judge = new Judge();
        Point point = PointCatalog.point(name);
        new Decoder(0, point, rule, form).put(value, judge);
        return new Found(name, oid, rule, form, read.rate(), judge.quality, Recogniser.text(value));
    }

    /** Remembers whether the one value it is given was usable. */
    private static final class Judge implements SampleTarget {
        private Quality quality = Quality.BAD_NEVER_READ;

        @Override
        public void begin(long utcMillis) {}

        @Override
        public void put(int point, double value) {
            quality = Double.isFinite(value) ? Quality.GOOD : Quality.BAD_OUT_OF_RANGE;
        }

        @Override
        public void put(int point, double value, Quality given) {
            quality = given;
        }

        @Override
        public void putText(int point, String text) {
            quality = text.isEmpty() ? Quality.BAD_SENTINEL : Quality.GOOD;
        }

        @Override
        public void putBad(int point, Quality why) {
            quality = why;
        }

        @Override
        public void commit() {}
    }
}
