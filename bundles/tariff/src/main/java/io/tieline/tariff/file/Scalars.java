package io.tieline.tariff.file;

import io.tieline.document.Fields;
import io.tieline.document.Node;
import io.tieline.tariff.Rounding;
import io.tieline.tariff.Schedule;
import io.tieline.tariff.Season;
import io.tieline.tariff.TariffClock;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what YAML has no type for: dates, hours of a day, exact decimals. What does not fit becomes a problem. */
final class Scalars {

    private static final Pattern HOURS = Pattern.compile("(\\d{2}):(\\d{2})\\s*-\\s*(\\d{2}):(\\d{2})");
    private static final Pattern DAYS = Pattern.compile("(\\d{2}-\\d{2})\\s*\\.\\.\\s*(\\d{2}-\\d{2})");
    private static final List<String> MODES = List.of("half-up", "half-even", "down", "up");

    private Scalars() {}

    /** Reads every item of a list that may also stand as a single value; {@code form} says how an item is written. */
    static <T> List<T> list(Fields fields, String key, Function<String, Optional<T>> parse, String form) {
        List<T> values = new ArrayList<>();
        for (Node item : items(fields, key)) {
            Optional<T> value = item instanceof Node.Scalar scalar ? parse.apply(scalar.text()) : Optional.empty();
            if (value.isEmpty()) {
                fields.problem(item, "no " + key + ": " + item.describe(), "write " + form);
            }
            value.ifPresent(values::add);
        }
        return values;
    }

    /** The same; a list of nothing, which would never hold, is refused. */
    static <T> List<T> some(Fields fields, String key, Function<String, Optional<T>> parse, String form) {
        Optional<Node> nothing = fields.node(key)
                .filter(node -> node instanceof Node.Sequence sequence
                        && sequence.items().isEmpty());
        nothing.ifPresent(node -> fields.problem(node, key + " is empty", "write " + form + ", or drop " + key));
        return list(fields, key, parse, form);
    }

    private static List<Node> items(Fields fields, String key) {
        return fields.node(key)
                .filter(Node.Scalar.class::isInstance)
                .map(List::of)
                .orElseGet(() -> fields.items(key));
    }

    static Optional<LocalDate> date(String text) {
        return parsed(() -> LocalDate.parse(text));
    }

    /** {@code 07-01}. */
    static Optional<MonthDay> monthDay(String text) {
        return parsed(() -> MonthDay.parse("--" + text));
    }

    /** {@code 07-01..09-30}. */
    static Optional<Season.Range> range(String text) {
        Matcher matcher = DAYS.matcher(text);
        return matcher.matches()
                ? monthDay(matcher.group(1))
                        .flatMap(from -> monthDay(matcher.group(2)).map(to -> new Season.Range(from, to)))
                : Optional.empty();
    }

    /** {@code 08:30-12:00}; an end at or before the beginning is not on the same date and therefore refused. */
    static Optional<Schedule.Hours> hours(String text) {
        Matcher matcher = HOURS.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int from = minute(matcher.group(1), matcher.group(2));
        int until = minute(matcher.group(3), matcher.group(4));
        return from < until && until <= 1440 ? Optional.of(new Schedule.Hours(from, until)) : Optional.empty();
    }

    private static int minute(String hour, String minute) {
        int past = Integer.parseInt(minute);
        return past > 59 ? Integer.MAX_VALUE : Integer.parseInt(hour) * 60 + past;
    }

    /** An instant with its offset, or a reading of the tariff's clock; in epoch seconds. */
    static Optional<Long> instant(String text, TariffClock clock) {
        return parsed(() -> OffsetDateTime.parse(text).toEpochSecond())
                .or(() -> parsed(() -> clock.instantOf(LocalDateTime.parse(text))));
    }

    /** A number as it is written, without the error of a binary fraction. */
    static Optional<BigDecimal> decimal(Fields fields, String key, double least, double most) {
        return fields.number(key, least, most)
                .map(BigDecimal::valueOf)
                .map(value ->
                        value.scale() == 1 && value.remainder(BigDecimal.ONE).signum() == 0
                                ? value.setScale(0, RoundingMode.UNNECESSARY)
                                : value);
    }

    /** {@code round: {to: 1, mode: half-up}}. */
    static Rounding rounding(Fields parent, String key, Rounding otherwise) {
        return parent.fields(key)
                .map(fields -> {
                    BigDecimal unit = decimal(fields, "to", 1e-6, 1e6).orElse(otherwise.unit());
                    RoundingMode mode =
                            fields.choice("mode", Scalars::mode, MODES).orElse(RoundingMode.HALF_UP);
                    fields.rejectOthers();
                    return new Rounding(unit, mode);
                })
                .orElse(otherwise);
    }

    private static Optional<RoundingMode> mode(String word) {
        return switch (word) {
            case "half-up" -> Optional.of(RoundingMode.HALF_UP);
            case "half-even" -> Optional.of(RoundingMode.HALF_EVEN);
            case "down" -> Optional.of(RoundingMode.DOWN);
            case "up" -> Optional.of(RoundingMode.UP);
            default -> Optional.empty();
        };
    }

    private interface Parse<T> {
        T now();
    }

    private static <T> Optional<T> parsed(Parse<T> parse) {
        try {
            return Optional.of(parse.now());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
