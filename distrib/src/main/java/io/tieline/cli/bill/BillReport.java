package io.tieline.cli.bill;

import io.tieline.tariff.Period;
import io.tieline.tariff.bill.Bill;
import io.tieline.tariff.bill.Line;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Bills as a person reads them. */
final class BillReport {

    private static final String PLAIN = "  %-36.36s %14s %-6s %1s %11s %18s  %s%n";
    private static final String SIDE_BY_SIDE = "  %-36.36s %14s %14s %-6s %18s %18s %18s%n";

    private final PrintWriter out;

    BillReport(PrintWriter out) {
        this.out = out;
    }

    void print(Bill bill) {
        bill.periods().forEach((period, lines) -> {
            out.println(period);
            for (Line line : lines) {
                out.printf(
                        PLAIN,
                        line.title(),
                        quantity(line.quantity()),
                        line.unit(),
                        "x",
                        line.unitPrice().stripTrailingZeros().toPlainString(),
                        money(line.amount()),
                        line.note());
            }
            out.printf(PLAIN, "total", "", "", "", "", money(bill.total(period)), bill.currency());
        });
        notes(bill);
        out.printf("%s: %s %s%n", bill.tariff(), money(bill.total()), bill.currency());
    }

    void print(Bill without, Bill with) {
        for (Period period : BillComparison.periods(without, with)) {
            out.printf(SIDE_BY_SIDE, period, "without", "with battery", "", "without", "with battery", "difference");
            for (BillComparison.Pair pair : BillComparison.pairs(without, with, period)) {
                out.printf(
                        SIDE_BY_SIDE,
                        "  " + pair.any().title(),
                        quantity(pair.without()),
                        quantity(pair.with()),
                        pair.any().unit(),
                        money(BillComparison.Pair.amount(pair.without())),
                        money(BillComparison.Pair.amount(pair.with())),
                        money(pair.difference()));
            }
            total("total", without.total(period), with.total(period));
        }
        notes(without);
        total(without.tariff() + ", " + without.currency(), without.total(), with.total());
    }

    private void total(String title, BigDecimal without, BigDecimal with) {
        out.printf(SIDE_BY_SIDE, "  " + title, "", "", "", money(without), money(with), money(with.subtract(without)));
    }

    private void notes(Bill bill) {
        List<String> notes = bill.notes();
        notes.forEach(note -> out.println("note: " + note));
    }

    private static String quantity(Optional<Line> line) {
        return line.map(known -> quantity(known.quantity())).orElse("-");
    }

    private static String quantity(BigDecimal quantity) {
        return String.format(Locale.ROOT, quantity.scale() > 0 && fraction(quantity) ? "%,.3f" : "%,.0f", quantity);
    }

    private static boolean fraction(BigDecimal quantity) {
        return quantity.remainder(BigDecimal.ONE).signum() != 0;
    }

    private static String money(BigDecimal amount) {
        return String.format(Locale.ROOT, "%,.2f", amount.setScale(2, RoundingMode.HALF_UP));
    }
}
