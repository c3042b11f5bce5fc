package io.tieline.tariff.bill;

import io.tieline.tariff.Period;
import io.tieline.tariff.Rounding;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a load costs under a tariff.
 *
 * @param totals how the sum of a period is rounded
 * @param lines by period, then in the order of the tariff
 * @param notes what a reader must know: periods only partly measured, prices that were missing
 */
public record Bill(String tariff, String currency, Rounding totals, List<Line> lines, List<String> notes) {

    public Bill {
        lines = List.copyOf(lines);
        notes = List.copyOf(notes);
    }

    /** Months and years in the order of time, with their lines. */
    public SortedMap<Period, List<Line>> periods() {
        SortedMap<Period, List<Line>> periods = new TreeMap<>();
        lines.forEach(line ->
                periods.merge(line.period(), List.of(line), (one, other) -> Stream.concat(one.stream(), other.stream())
                        .toList()));
        return periods;
    }

    public BigDecimal total(Period period) {
        return totals.apply(sum(lines.stream().filter(line -> line.period().equals(period))));
    }

    /** The sum of the periods as they are paid. */
    public BigDecimal total() {
        return periods().keySet().stream().map(this::total).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What is paid for the height of the load. */
    public BigDecimal demandCharges() {
        return sum(lines.stream().filter(Line::isDemandCharge));
    }

    /** The first line of a component in a period. */
    public Optional<Line> line(Period period, String component) {
        return lines.stream()
                .filter(line -> line.period().equals(period) && line.component().equals(component))
                .findFirst();
    }

    private static BigDecimal sum(Stream<Line> lines) {
        return lines.map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
