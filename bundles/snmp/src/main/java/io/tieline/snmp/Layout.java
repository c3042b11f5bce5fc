package io.tieline.snmp;

import io.tieline.model.DeviceAlarm;
import io.tieline.model.Point;
import io.tieline.model.PointCatalog;
import io.tieline.model.PointSet;
import io.tieline.profile.Profile;
import io.tieline.profile.Rate;
import io.tieline.profile.SnmpPlan;
import io.tieline.southbound.PollGroup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.OID;

/** What one agent really has, compiled for polling: points, groups, and which variable fills which point. */
final class Layout {

    private final PointSet points;
    private final List<Group> groups;
    private final Map<String, OID> sources = new LinkedHashMap<>();
    private final List<DeviceAlarm> alarms;

    /** Values read together. */
    record Group(
            PollGroup poll, List<Polled> objects, List<Sum> sums, List<Fixed> fixed, List<StandingAlarms> standing) {}

    /** A point computed from others, by index. */
    record Sum(int index, SnmpPlan.Operation operation, int[] of) {}

    /** A text the profile knows. */
    record Fixed(int index, String text) {}

    private Layout(PointSet points, List<Group> groups, List<DeviceAlarm> alarms) {
        this.points = points;
        this.alarms = List.copyOf(alarms);
        this.groups = List.copyOf(groups);
    }

    PointSet points() {
        return points;
    }

    List<Group> groups() {
        return groups;
    }

    /** What the flags of alarms mean. */
    List<DeviceAlarm> alarms() {
        return alarms;
    }

    /** The object a point is read from. */
    Optional<OID> source(String point) {
        return Optional.ofNullable(sources.get(point));
    }

    /** How the object of a point is decoded; null for points without one. */
    @Nullable
    Decoder decoder(String point) {
        for (Group group : groups) {
            for (Polled object : group.objects()) {
                for (Decoder decoder : object.decoders()) {
                    if (decoder.point().name().equals(point)) {
                        return decoder;
                    }
                }
            }
        }
        return null;
    }

    /** @param found one object per point, as it was discovered */
    static Layout of(Profile profile, SnmpPlan plan, Collection<Discovery.Found> found) {
        List<Point> points = new ArrayList<>();
        found.forEach(f -> points.add(PointCatalog.point(f.point())));
        List<SnmpPlan.Total> totals = new ArrayList<>();
        for (SnmpPlan.Total total : plan.totals()) {
            boolean known = points.stream().anyMatch(point -> point.name().equals(total.point()));
            if (!known && points.stream().anyMatch(point -> total.of().contains(point.name()))) {
                totals.add(total);
                points.add(PointCatalog.point(total.point()));
            }
        }
        List<String> fixed = profile.fixed().keySet().stream()
                .filter(name -> points.stream().noneMatch(point -> point.name().equals(name)))
                .sorted()
                .toList();
        fixed.forEach(name -> points.add(PointCatalog.point(name)));
        return new Builder(profile, plan, PointSet.of(points)).build(found, totals, fixed);
    }

    private record Builder(Profile profile, SnmpPlan plan, PointSet points) {

        Layout build(Collection<Discovery.Found> found, List<SnmpPlan.Total> totals, List<String> fixed) {
            List<Group> groups = new ArrayList<>();
            List<SnmpPlan.Total> open = new ArrayList<>(totals);
            for (Rate rate : Rate.values()) {
                List<Discovery.Found> members =
                        found.stream().filter(f -> f.rate() == rate).toList();
                List<Sum> sums = new ArrayList<>();
                open.removeIf(total -> {
                    boolean here = members.stream().anyMatch(f -> total.of().contains(f.point()));
                    if (here) {
                        sums.add(sum(total));
                    }
                    return here;
                });
                List<Fixed> texts =
                        rate == Rate.RARE ? fixed.stream().map(this::text).toList() : List.of();
                if (!members.isEmpty() || !texts.isEmpty()) {
                    PollGroup poll = new PollGroup(groups.size(), rate.name().toLowerCase(Locale.ROOT), rate.every());
                    List<Polled> objects = objects(members);
                    groups.add(new Group(poll, objects, sums, texts, standing(objects)));
                }
            }
            Layout layout = new Layout(points, groups, alarms());
            found.forEach(f -> layout.sources.put(f.point(), f.oid()));
            return layout;
        }

        private List<DeviceAlarm> alarms() {
            List<DeviceAlarm> alarms = new ArrayList<>();
            for (Point point : points.asList()) {
                String name = point.name();
                SnmpPlan.AlarmMeaning meaning = name.startsWith(DeviceAlarm.PREFIX)
                        ? plan.alarms().get(name.substring(name.lastIndexOf('.') + 1))
                        : null;
                if (meaning != null) {
                    alarms.add(new DeviceAlarm(name, meaning.severity(), meaning.code(), meaning.text()));
                }
            }
            return alarms;
        }

        private List<StandingAlarms> standing(List<Polled> objects) {
            return plan.standing().stream()
                    .flatMap(table -> StandingAlarms.of(table, objects, points).stream())
                    .toList();
        }

        private Sum sum(SnmpPlan.Total total) {
            int[] of = total.of().stream()
                    .mapToInt(points::indexOf)
                    .filter(index -> index >= 0)
                    .toArray();
            return new Sum(points.indexOf(total.point()), total.operation(), of);
        }

        private Fixed text(String name) {
            return new Fixed(points.indexOf(name), profile.fixed().getOrDefault(name, ""));
        }

        private List<Polled> objects(List<Discovery.Found> members) {
            Map<OID, List<Decoder>> byOid = new LinkedHashMap<>();
            for (Discovery.Found member : members) {
                int index = points.indexOf(member.point());
                Point point = points.get(index);
                byOid.computeIfAbsent(member.oid(), oid -> new ArrayList<>())
                        .add(new Decoder(index, point, member.rule(), member.form()));
            }
            return byOid.entrySet().stream()
                    .map(entry -> new Polled(entry.getKey(), entry.getValue()))
                    .toList();
        }
    }
}
