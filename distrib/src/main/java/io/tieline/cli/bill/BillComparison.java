package io.tieline.cli.bill;

import io.tieline.tariff.Period;
import io.tieline.tariff.bill.Bill;
import io.tieline.tariff.bill.Line;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Two bills of one tariff, line beside line. */
final class BillComparison {

    private BillComparison() {}

    /** One line of either bill, or both. */
    record Pair(Optional<Line> without, Optional<Line> with) {

        Line any() {
            return without.or(() -> with).orElseThrow();
        }

        BigDecimal difference() {
            return amount(with).subtract(amount(without));
        }

        static BigDecimal amount(Optional<Line> line) {
            return line.map(Line::amount).orElse(BigDecimal.ZERO);
        }
    }

    /** What makes a line of one bill the same as one of the other. */
    private record Key(String component, Line.Kind kind, String title, BigDecimal tier) {

        static Key of(Line line) {
            // The amount the percentage of a power factor is taken of is another one in either bill.
            boolean derived = line.kind() == Line.Kind.POWER_FACTOR || line.kind() == Line.Kind.MARKET;
            return new Key(line.component(), line.kind(), line.title(), derived ? BigDecimal.ZERO : line.unitPrice());
        }
    }

    static SortedSet<Period> periods(Bill without, Bill with) {
        SortedSet<Period> periods = new TreeSet<>(without.periods().keySet());
        periods.addAll(with.periods().keySet());
        return periods;
    }

    static List<Pair> pairs(Bill without, Bill with, Period period) {
        Map<Key, Line> one = lines(without, period);
        Map<Key, Line> other = lines(with, period);
        List<Pair> pairs = new ArrayList<>();
        one.forEach((key, line) -> pairs.add(new Pair(Optional.of(line), Optional.ofNullable(other.remove(key)))));
        other.values().forEach(line -> pairs.add(new Pair(Optional.empty(), Optional.of(line))));
        return pairs;
    }

    private static Map<Key, Line> lines(Bill bill, Period period) {
        Map<Key, Line> lines = new LinkedHashMap<>();
        bill.periods().getOrDefault(period, List.of()).forEach(line -> lines.put(Key.of(line), line));
        return lines;
    }
}
