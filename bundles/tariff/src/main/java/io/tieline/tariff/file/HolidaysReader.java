package io.tieline.tariff.file;

import io.tieline.document.Document;
import io.tieline.document.Fields;
import io.tieline.document.Node;
import io.tieline.document.Problems;
import io.tieline.tariff.Holidays;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the holidays of a tariff: a shipped calendar, single dates and days that come every year. */
final class HolidaysReader {

    private static final List<String> SHIPPED = List.of("germany", "japan", "norway", "us-pge");

    private HolidaysReader() {}

    static Holidays read(Fields fields) {
        Optional<String> calendar =
                fields.choice("calendar", word -> Optional.of(word).filter(SHIPPED::contains), SHIPPED);
        Set<LocalDate> dates = new HashSet<>();
        calendar.ifPresent(name -> dates.addAll(shipped(name)));
        dates.addAll(Scalars.list(fields, "dates", Scalars::date, "a date such as 2026-01-02"));
        Set<MonthDay> everyYear =
                new HashSet<>(Scalars.list(fields, "everyYear", Scalars::monthDay, "month and day, such as 12-31"));
        fields.rejectOthers();
        if (dates.isEmpty() && everyYear.isEmpty()) {
            fields.problem(
                    fields.node(),
                    "the calendar of holidays is empty",
                    "name a calendar (" + String.join(", ", SHIPPED) + "), dates or everyYear, or drop holidays");
        }
        return new Holidays(calendar.orElse(""), dates, everyYear);
    }

    private static Set<LocalDate> shipped(String name) {
        Problems problems = new Problems();
        String file = "holidays/" + name + ".yaml";
        Set<LocalDate> dates = new HashSet<>();
        Fields calendar = Document.parse(file, ShippedFile.text(file), problems).orElseThrow();
        List<Node> years = new ArrayList<>(calendar.items("dates"));
        for (Node year : years) {
            for (Node date : ((Node.Sequence) year).items()) {
                dates.add(LocalDate.parse(((Node.Scalar) date).text()));
            }
        }
        return dates;
    }
}
