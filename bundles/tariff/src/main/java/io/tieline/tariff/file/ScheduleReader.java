package io.tieline.tariff.file;

import io.tieline.document.Fields;
import io.tieline.document.Node;
import io.tieline.tariff.DayClass;
import io.tieline.tariff.Holidays;
import io.tieline.tariff.Schedule;
import io.tieline.tariff.Season;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads seasons and the schedules made of them; bands of one schedule must not overlap. */
final class ScheduleReader {

    private final Map<String, Season> seasons = new LinkedHashMap<>();
    private final Holidays holidays;

    private ScheduleReader(Holidays holidays) {
        this.holidays = holidays;
    }

    /** The schedules of a tariff by name. */
    static Map<String, Schedule> read(Fields tariff, Holidays holidays) {
        ScheduleReader reader = new ScheduleReader(holidays);
        tariff.fields("seasons").ifPresent(reader::seasons);
        Map<String, Schedule> schedules = new LinkedHashMap<>();
        tariff.fields("schedules").ifPresent(fields -> {
            for (Node.Scalar name : fields.keys()) {
                fields.fields(name.text())
                        .ifPresent(one -> schedules.put(name.text(), reader.schedule(name.text(), one)));
            }
        });
        return schedules;
    }

    private void seasons(Fields fields) {
        for (Node.Scalar name : fields.keys()) {
            List<Season.Range> ranges =
                    Scalars.list(fields, name.text(), Scalars::range, "first and last day, such as 07-01..09-30");
            if (ranges.isEmpty()) {
                fields.problem(name, "season " + name.text() + " has no days", "write for instance 07-01..09-30");
            }
            Season season = new Season(ranges);
            seasons.forEach((other, days) -> {
                if (days.meets(season)) {
                    fields.problem(
                            name,
                            "season " + name.text() + " overlaps season " + other,
                            "give every day of the year to one season at most");
                }
            });
            seasons.put(name.text(), season);
        }
    }

    private Schedule schedule(String name, Fields fields) {
        List<Schedule.Rule> rules = new ArrayList<>();
        for (Fields band : fields.list("bands")) {
            rule(band).ifPresent(rule -> {
                refuseOverlap(band, rule, rules);
                rules.add(rule);
            });
        }
        Optional<String> rest = fields.text("rest");
        if (rules.isEmpty()) {
            fields.problem(fields.node(), "schedule " + name + " has no bands", "add bands, or drop the schedule");
        }
        fields.rejectOthers();
        return new Schedule(name, rules, rest.orElse(null), holidays);
    }

    private static void refuseOverlap(Fields at, Schedule.Rule rule, List<Schedule.Rule> earlier) {
        for (Schedule.Rule other : earlier) {
            if (!other.band().equals(rule.band()) && other.meets(rule)) {
                at.problem(
                        at.node(),
                        "band " + rule.band() + " overlaps band " + other.band(),
                        "give every hour to one band of a schedule at most");
            }
        }
    }

    private Optional<Schedule.Rule> rule(Fields fields) {
        Optional<String> band = fields.requiredText("band");
        Set<DayClass> days = EnumSet.noneOf(DayClass.class);
        Scalars.some(fields, "days", DayClass::named, "one of " + String.join(", ", DayClass.WORDS))
                .forEach(days::addAll);
        List<Schedule.Hours> hours = Scalars.some(
                fields, "hours", Scalars::hours, "hours of one date such as 08:30-12:00; across midnight write two");
        Season season = season(fields);
        fields.rejectOthers();
        return band.map(name -> new Schedule.Rule(
                name,
                season,
                fields.has("days") ? days : DayClass.ALL,
                fields.has("hours") ? hours : List.of(Schedule.Hours.WHOLE_DAY)));
    }

    private Season season(Fields fields) {
        if (!fields.has("seasons")) {
            return Season.WHOLE_YEAR;
        }
        List<Season.Range> ranges = new ArrayList<>();
        Scalars.some(
                        fields,
                        "seasons",
                        name -> Optional.ofNullable(seasons.get(name)),
                        "the name of one of the seasons above")
                .forEach(season -> ranges.addAll(season.ranges()));
        return new Season(ranges);
    }
}
