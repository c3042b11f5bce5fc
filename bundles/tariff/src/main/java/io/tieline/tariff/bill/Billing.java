package io.tieline.tariff.bill;

import io.tieline.tariff.Component;
import io.tieline.tariff.DemandCharge;
import io.tieline.tariff.EnergyCharge;
import io.tieline.tariff.EnergyCharge.Market;
import io.tieline.tariff.EnergyCharge.Published;
import io.tieline.tariff.FixedCharge;
import io.tieline.tariff.Past;
import io.tieline.tariff.Period;
import io.tieline.tariff.Prices.Part;
import io.tieline.tariff.Span;
import io.tieline.tariff.Tariff;
import io.tieline.tariff.bill.Line.Kind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Makes the bill: the sum of a tariff's components over what its meter points measured. */
public final class Billing {

    private final Tariff tariff;
    private final Map<String, Load> loads;
    private final Past past;
    private final Map<String, PriceSeries> markets;
    private final Readings readings;
    private final List<String> notes = new ArrayList<>();

    private Billing(Tariff tariff, Map<String, Load> loads, Past past, Map<String, PriceSeries> markets) {
        this.tariff = tariff;
        this.loads = loads;
        this.past = past;
        this.markets = markets;
        readings = new Readings(tariff, loads);
    }

    /** The bill of a load at the main meter point; see {@link #bill(Tariff, Map, Past, Map)}. */
    public static Bill bill(Tariff tariff, Load load) {
        return bill(tariff, Map.of(Tariff.MAIN_METER, load), Past.NONE, Map.of());
    }

    /**
     * The bill of a load.
     *
     * @param loads by meter point, one for each the tariff reads
     * @param past demand of earlier months, for components that remember it
     * @param markets price series by name; a market component without its series is left out, and a note says so
     * @throws BillingException if the load does not fit the tariff
     */
    public static Bill bill(Tariff tariff, Map<String, Load> loads, Past past, Map<String, PriceSeries> markets) {
        return new Billing(tariff, loads, past, markets).bill();
    }

    private Bill bill() {
        List<Line> lines = new ArrayList<>();
        tariff.components().forEach(component -> lines.addAll(lines(component)));
        lines.sort(Comparator.comparing(Line::period));
        noteGaps();
        return new Bill(tariff.id(), tariff.currency(), tariff.totals(), lines, notes);
    }

    private List<Line> lines(Component component) {
        if (component instanceof DemandCharge demand) {
            return new DemandBilling(tariff, demand, readings, past).lines();
        }
        if (component instanceof EnergyCharge energy) {
            EnergyBilling billing = new EnergyBilling(tariff, energy, readings);
            return energy.price() instanceof Published published
                    ? billing.lines(published)
                    : lines(billing, energy, (Market) energy.price());
        }
        return lines((FixedCharge) component);
    }

    private List<Line> lines(EnergyBilling billing, EnergyCharge charge, Market market) {
        PriceSeries series = markets.get(market.series());
        if (series == null) {
            notes.add(charge.title() + " is not in this bill: no price series " + market.series() + " was given.");
            return List.of();
        }
        return billing.lines(market, series);
    }

    private List<Line> lines(FixedCharge charge) {
        List<Line> lines = new ArrayList<>();
        for (Period period : periods(charge.span())) {
            for (Part part : Blocks.parts(charge, charge.prices(), period)) {
                BigDecimal price = part.step().priceAbove(0);
                BigDecimal share = Blocks.share(part, period);
                lines.add(new Line(
                        period,
                        charge.id(),
                        charge.title(),
                        Kind.FIXED,
                        share,
                        charge.span().word(),
                        price,
                        tariff.lines().apply(price.multiply(share)),
                        ""));
            }
        }
        return lines;
    }

    /** The periods any load touches. */
    private SortedSet<Period> periods(Span span) {
        SortedSet<Period> periods = new TreeSet<>();
        loads.values().forEach(load -> {
            LocalDate date = tariff.clock().at(load.startEpochSecond()).toLocalDate();
            LocalDate last = tariff.clock().at(end(load) - 1).toLocalDate();
            while (!date.isAfter(last)) {
                Period period = tariff.billing().periodOf(date, span);
                periods.add(period);
                date = period.until();
            }
        });
        return periods;
    }

    private static long end(Load load) {
        return load.startEpochSecond() + (long) load.kw().length * load.stepSeconds();
    }

    /** A bill of half a month looks like one of a whole month with a small load: say so. */
    private void noteGaps() {
        boolean yearly = tariff.components().stream().anyMatch(component -> component.span() == Span.YEAR);
        boolean monthly = tariff.components().stream().anyMatch(component -> component.span() == Span.MONTH);
        SortedSet<Period> periods = monthly ? periods(Span.MONTH) : new TreeSet<>();
        if (yearly) {
            periods.addAll(periods(Span.YEAR));
        }
        for (Period period : periods) {
            for (String meter : new TreeSet<>(tariff.meters())) {
                double percent = Math.floor(1000 * measuredShare(period, readings.load(meter))) / 10;
                if (percent < 100) {
                    notes.add(period + ": only " + percent + " % of it is measured at " + meter + ".");
                }
            }
            if (!tariff.holidays().covers(period.from().getYear())) {
                notes.add(period + ": the calendar of holidays does not reach there.");
            }
        }
    }

    private double measuredShare(Period period, Load load) {
        long from = tariff.clock().startOf(period.from());
        long until = tariff.clock().startOf(period.until());
        long first = Math.max(0, Math.floorDiv(from - load.startEpochSecond(), (long) load.stepSeconds()));
        long last =
                Math.min(load.kw().length, Math.floorDiv(until - load.startEpochSecond(), (long) load.stepSeconds()));
        long measured = 0;
        for (long i = first; i < last; i++) {
            measured += Double.isNaN(load.kw()[(int) i]) ? 0 : load.stepSeconds();
        }
        return (double) measured / (until - from);
    }
}
