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
    record Found(String point, OID oid, ValueRule rule, Rate rate, Quality quality, String text) {}

    /** One object per point; the points in the order of the plan. */
    CompletableFuture<Collection<Found>> run() {
        Set<OID> scalars = new LinkedHashSet<>();
        Set<OID> walked = new LinkedHashSet<>();
        for (SnmpPlan.Read read : plan.reads()) {
            Set<OID> where = read instanceof SnmpPlan.Scalar ? scalars : walked;
            where.add(new OID(read.oid()));
            if (!read.digits().isEmpty()) {
                where.add(new OID(read.digits()));
            }
            read.when().ifPresent(when -> (isScalar(when) ? scalars : where).add(new OID(when.oid())));
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
        if (!holds(read, new int[0])) {
            return Stream.of();
        }
        OID digits = read.digits().isEmpty() ? null : new OID(read.digits());
        return Stream.of(found(read, read.point(), new OID(read.oid()), digits)).flatMap(Stream::ofNullable);
    }

    private Stream<Found> rows(SnmpPlan.Column column) {
        OID root = new OID(column.oid());
        RowNames names = new RowNames(column.point(), column.match());
        return columns.getOrDefault(root, List.of()).stream()
                .map(row -> {
                    int[] index = Agent.index(row.getOid(), root);
                    String name = names.next(index);
                    OID digits = column.digits().isEmpty() ? null : new OID(column.digits()).append(new OID(index));
                    return name.isEmpty() || PointCatalog.find(name).isEmpty() || !holds(column, index)
                            ? null
                            : found(column, name, row.getOid(), digits);
                })
                .filter(Objects::nonNull)
                .map(Found.class::cast);
    }

    private static boolean isScalar(SnmpPlan.When when) {
        return when.oid().endsWith(".0");
    }

    private boolean holds(SnmpPlan.Read read, int[] index) {
        return read.when()
                .map(when -> {
                    OID oid = new OID(when.oid());
                    Variable value = values.get(isScalar(when) ? oid : oid.append(new OID(index)));
                    return value instanceof Integer32 || value instanceof UnsignedInteger32
                            ? value.toLong() == when.raw()
                            : false;
                })
                .orElse(true);
    }

    private @Nullable Found found(SnmpPlan.Read read, String name, OID oid, @Nullable OID digits) {
        Variable value = values.get(oid);
        if (value == null) {
            return null;
        }
        ValueRule rule = read.rule();
        Variable places = digits == null ? null : values.get(digits);
        if (places != null) {
            rule = rule.withDigits(places.toInt());
        }
        Judge judge = new Judge();
        Point point = PointCatalog.point(name);
        new Decoder(0, point, rule).put(value, judge);
        return new Found(name, oid, rule, read.rate(), judge.quality, Recogniser.text(value));
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
