package io.tieline.tariff.file;

import io.tieline.document.Document;
import io.tieline.document.Fields;
import io.tieline.document.Problems;
import io.tieline.tariff.BillingCalendar;
import io.tieline.tariff.Component;
import io.tieline.tariff.Holidays;
import io.tieline.tariff.Rounding;
import io.tieline.tariff.Schedule;
import io.tieline.tariff.Tariff;
import io.tieline.tariff.TariffClock;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the tariff language: one YAML document becomes one {@link Tariff}. */
public final class TariffReader {

    private TariffReader() {}

    /**
     * Reads one tariff.
     *
     * @param file the name to show in problems
     * @return empty if there are problems
     */
    public static Optional<Tariff> read(String file, String text, Problems problems) {
        int before = problems.size();
        return Document.parse(file, text, problems)
                .map(TariffReader::tariff)
                .filter(tariff -> problems.size() == before);
    }

    /** Reads a file; see {@link #read(String, String, Problems)}. */
    public static Optional<Tariff> read(Path path, Problems problems) {
        int before = problems.size();
        return Document.read(path, problems).map(TariffReader::tariff).filter(tariff -> problems.size() == before);
    }

    private static Tariff tariff(Fields document) {
        String id = document.requiredText("tariff").orElse("");
        String title = document.requiredText("title").orElse("");
        String facts = document.requiredText("facts").orElse("");
        String currency = document.requiredText("currency").orElse("");
        TariffClock clock = new TariffClock(zone(document), source(document));
        BillingCalendar billing = new BillingCalendar(
                document.integer("billingDay", 1, 28).orElse(1),
                document.integer("yearStart", 1, 12).orElse(1));
        Optional<Fields> round = document.fields("round");
        Rounding lines = round.map(fields -> Scalars.rounding(fields, "lines", Rounding.CENTS))
                .orElse(Rounding.CENTS);
        Rounding totals = round.map(fields -> Scalars.rounding(fields, "totals", Rounding.CENTS))
                .orElse(Rounding.CENTS);
        round.ifPresent(Fields::rejectOthers);
        Holidays holidays =
                document.fields("holidays").map(HolidaysReader::read).orElse(Holidays.NONE);
        Map<String, Schedule> schedules = ScheduleReader.read(document, holidays);
        List<Component> components = components(document, new ComponentReader(schedules, clock));
        document.rejectOthers();
        return new Tariff(id, title, facts, currency, clock, billing, lines, totals, holidays, components);
    }

    private static List<Component> components(Fields document, ComponentReader reader) {
        List<Component> components = new ArrayList<>();
        document.list("components").forEach(fields -> reader.read(fields).ifPresent(components::add));
        if (components.isEmpty()) {
            document.problem(document.node(), "a tariff without components bills nothing", "add components");
        }
        return components;
    }

    private static ZoneId zone(Fields document) {
        Optional<String> name = document.requiredText("timezone");
        try {
            return name.map(ZoneId::of).orElse(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            document.node("timezone")
                    .ifPresent(at ->
                            document.problem(at, "unknown timezone " + at.describe(), "use a name such as Asia/Tokyo"));
            return ZoneOffset.UTC;
        }
    }

    private static TariffClock.Source source(Fields document) {
        List<TariffClock.Source> sources = Arrays.asList(TariffClock.Source.values());
        return document.choice(
                        "clock",
                        word -> sources.stream()
                                .filter(source -> source.word().equals(word))
                                .findFirst(),
                        sources.stream().map(TariffClock.Source::word).toList())
                .orElse(TariffClock.Source.LOCAL);
    }
}
