package io.tieline.tariff.file;

import io.tieline.document.Fields;
import io.tieline.document.Node;
import io.tieline.tariff.Component;
import io.tieline.tariff.FixedCharge;
import io.tieline.tariff.FullLoadHours;
import io.tieline.tariff.Mask;
import io.tieline.tariff.Schedule;
import io.tieline.tariff.Span;
import io.tieline.tariff.Tariff;
import io.tieline.tariff.TariffClock;
import io.tieline.tariff.Window;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what all components have in common. */
final class ComponentReader {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]*");
    private static final List<String> KINDS = List.of("demand", "energy", "fixed");

    private final Map<String, Schedule> schedules;
    private final TariffClock clock;
    private final Set<String> ids = new HashSet<>();

    ComponentReader(Map<String, Schedule> schedules, TariffClock clock) {
        this.schedules = schedules;
        this.clock = clock;
    }

    Optional<Component> read(Fields fields) {
        List<String> kinds = KINDS.stream().filter(fields::has).toList();
        if (kinds.size() != 1) {
            fields.problem(
                    fields.node(),
                    kinds.isEmpty()
                            ? "a component says what it is"
                            : String.join(" and ", kinds) + " exclude each other",
                    "begin it with demand: ID, energy: ID or fixed: ID");
            return Optional.empty();
        }
        String kind = kinds.get(0);
        String id = id(fields, kind);
        Component component =
                switch (kind) {
                    case "demand" -> new DemandReader(this, fields, clock).read(id);
                    case "energy" -> new EnergyReader(this, fields).read(id);
                    default -> new FixedCharge(id, title(fields, id), span(fields), PricesReader.notNegative(fields));
                };
        fields.rejectOthers();
        return Optional.of(component);
    }

    private String id(Fields fields, String kind) {
        Optional<Node.Scalar> id = fields.scalar(kind);
        id.ifPresent(at -> {
            if (!ID.matcher(at.text()).matches()) {
                fields.problem(at, "no id: " + at.describe(), "use small letters, digits and -");
            }
            if (!ids.add(at.text())) {
                fields.problem(at, "the id " + at.describe() + " stands twice", "give every component its own");
            }
        });
        return id.map(Node.Scalar::text).orElse("");
    }

    static String title(Fields fields, String id) {
        return fields.text("title").orElse(id);
    }

    static Span span(Fields fields) {
        List<String> words = Arrays.stream(Span.values()).map(Span::word).toList();
        return fields.choice(
                        "per",
                        word -> Arrays.stream(Span.values())
                                .filter(span -> span.word().equals(word))
                                .findFirst(),
                        words)
                .orElse(Span.MONTH);
    }

    static String meter(Fields fields) {
        return fields.text("meter").orElse(Tariff.MAIN_METER);
    }

    /** The window, 30 minutes if nothing is said. */
    static Window window(Fields fields) {
        int length =
                (int) fields.duration("window").orElse(Duration.ofMinutes(30)).toSeconds();
        int offset = fields.integer("offset", -86_399, 86_399).orElse(0);
        try {
            return new Window(length, offset);
        } catch (IllegalArgumentException e) {
            Node at = fields.node("window").orElse(fields.node());
            fields.problem(
                    at, String.valueOf(e.getMessage()), "use 5, 10, 15, 30 or 60 min, and an offset shorter than that");
            return Window.ofMinutes(30);
        }
    }

    static FullLoadHours fullLoadHours(Fields fields) {
        return fields.fields("fullLoadHours")
                .map(inner -> {
                    double from = inner.number("from", 0, 8784).orElse(0.0);
                    double below = inner.number("below", 0, 8784).orElse(Double.POSITIVE_INFINITY);
                    if (!(below > from)) {
                        inner.problem(inner.node(), "no hours lie from " + from + " to below " + below, "swap them");
                    }
                    inner.rejectOthers();
                    return new FullLoadHours(from, below);
                })
                .orElse(FullLoadHours.ANY);
    }

    /** {@code when: tou.peak} or a list of bands of one schedule; a band must not begin inside a window. */
    Mask mask(Fields fields, String key, Window window) {
        if (!fields.has(key)) {
            return Mask.ALWAYS;
        }
        List<Mask> masks = Scalars.some(fields, key, this::band, "SCHEDULE.BAND, one of " + bandNames());
        Set<String> bands = new HashSet<>();
        masks.forEach(mask -> bands.addAll(mask.bands()));
        Node at = fields.node(key).orElse(fields.node());
        if (masks.stream().map(Mask::schedule).distinct().count() > 1) {
            fields.problem(at, key + " names bands of different schedules", "use the bands of one schedule");
        }
        if (masks.isEmpty()) {
            return Mask.ALWAYS;
        }
        Mask mask = new Mask(masks.get(0).schedule(), bands);
        refuseSplitWindows(fields, at, mask, window);
        return mask;
    }

    private Optional<Mask> band(String name) {
        int dot = name.indexOf('.');
        Schedule schedule = dot < 0 ? null : schedules.get(name.substring(0, dot));
        return Optional.ofNullable(schedule)
                .filter(found -> found.bands().contains(name.substring(dot + 1)))
                .map(found -> new Mask(found, Set.of(name.substring(dot + 1))));
    }

    private String bandNames() {
        return String.join(
                ", ",
                schedules.values().stream()
                        .flatMap(schedule -> schedule.bands().stream().map(band -> schedule.name() + "." + band))
                        .toList());
    }

    private static void refuseSplitWindows(Fields fields, Node at, Mask mask, Window window) {
        Schedule schedule = mask.schedule();
        if (schedule == null) {
            return;
        }
        boolean splits = schedule.rules().stream()
                .flatMap(rule -> rule.hours().stream())
                .anyMatch(hours -> hours.fromMinute() * 60 % window.lengthSeconds() != 0
                        || hours.untilMinute() * 60 % window.lengthSeconds() != 0);
        if (splits) {
            fields.problem(
                    at,
                    "schedule " + schedule.name() + " changes bands inside a window of " + window.lengthSeconds() / 60
                            + " min",
                    "use a shorter window, or hours at which windows begin");
        }
    }
}
