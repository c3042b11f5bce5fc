package io.tieline.rig.scenario;

import io.tieline.document.Fields;
import io.tieline.document.Node;
import io.tieline.model.LoadClass;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads the part of a scenario that describes its site; whatever it does not say is as on most sites. */
final class SiteReader {

    private static final Instant START = Instant.parse("2026-07-01T05:00:00Z");

    /** A row of eight: 1 MW, 2 MWh. */
    private static final SiteSpec.Cabinets USUAL =
            new SiteSpec.Cabinets("cab", 8, 125_000, 250_000, 60, 1, "unspecified", Duration.ofMillis(300));

    private static final List<String> LOAD_CLASSES =
            Arrays.stream(LoadClass.values()).map(LoadClass::label).toList();

    private SiteReader() {}

    static SiteSpec read(Fields fields) {
        List<SiteSpec.Cabinets> cabinets = new ArrayList<>();
        fields.list("cabinets").forEach(group -> cabinets.add(cabinets(group)));
        if (!fields.has("cabinets")) {
            cabinets.add(USUAL);
        }
        List<SiteSpec.Plug> outlets = new ArrayList<>();
        fields.list("outlets").forEach(outlet -> outlets.add(plug(outlet)));
        SiteSpec spec = new SiteSpec(
                time(fields),
                zone(fields),
                amount(fields, "load", 800_000),
                amount(fields, "noise", 0),
                amount(fields, "critical", 200_000),
                fields.flag("loadMeter").orElse(false),
                cabinets,
                fields.integer("ups", 0, 8).orElse(2),
                fields.duration("transferSwitch"),
                fields.fields("genset").map(SiteReader::engine),
                outlets,
                fields.duration("step").orElse(Duration.ofMillis(50)),
                fields.duration("meterPoll").orElse(Duration.ofMillis(200)),
                fields.duration("poll").orElse(Duration.ofMillis(500)));
        fields.rejectOthers();
        return spec;
    }

    private static SiteSpec.Cabinets cabinets(Fields group) {
        SiteSpec.Cabinets read = new SiteSpec.Cabinets(
                group.text("name").orElse(USUAL.name()),
                group.integer("count", 1, 1000).orElse(USUAL.count()),
                amount(group, "power", USUAL.powerW()),
                amount(group, "energy", USUAL.energyWh()),
                amount(group, "soc", USUAL.socPercent()),
                amount(group, "health", 100 * USUAL.health()) / 100,
                group.text("chemistry").orElse(USUAL.chemistry()),
                group.duration("response").orElse(USUAL.response()));
        group.rejectOthers();
        return read;
    }

    private static SiteSpec.Plug plug(Fields outlet) {
        SiteSpec.Plug read = new SiteSpec.Plug(
                outlet.choice("class", LoadClass::ofLabel, LOAD_CLASSES).orElse(LoadClass.P0),
                amount(outlet, "power", 0));
        outlet.rejectOthers();
        return read;
    }

    private static SiteSpec.Engine engine(Fields engine) {
        SiteSpec.Engine read = new SiteSpec.Engine(
                amount(engine, "power", 1_000_000), engine.duration("start").orElse(Duration.ofSeconds(12)));
        engine.rejectOthers();
        return read;
    }

    private static Instant time(Fields fields) {
        return fields.text("start")
                .map(text -> {
                    try {
                        return Instant.parse(text);
                    } catch (DateTimeException e) {
                        fields.node("start")
                                .ifPresent(node -> fields.problem(
                                        node, "start must be a time in UTC", "write it as 2026-07-01T05:00:00Z"));
                        return START;
                    }
                })
                .orElse(START);
    }

    private static ZoneId zone(Fields fields) {
        return fields.text("zone")
                .map(text -> {
                    try {
                        return ZoneId.of(text);
                    } catch (DateTimeException e) {
                        fields.node("zone")
                                .ifPresent(node ->
                                        fields.problem(node, "no such time zone", "use a name such as Asia/Tokyo"));
                        return ZoneId.of("UTC");
                    }
                })
                .orElse(ZoneId.of("UTC"));
    }

    private static double amount(Fields fields, String key, double otherwise) {
        return fields.node(key).flatMap(node -> amount(fields, key, node)).orElse(otherwise);
    }

    private static Optional<Double> amount(Fields fields, String key, Node node) {
        OptionalDouble amount =
                node instanceof Node.Scalar scalar ? Amount.parse(scalar.text()) : OptionalDouble.empty();
        if (amount.isEmpty()) {
            fields.problem(node, key + " must be an amount, not " + node.describe(), "write it as 125 kW, 60 % …");
            return Optional.empty();
        }
        return Optional.of(amount.getAsDouble());
    }
}
