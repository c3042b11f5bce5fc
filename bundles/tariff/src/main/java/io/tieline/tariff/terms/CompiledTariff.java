package io.tieline.tariff.terms;

import io.tieline.tariff.BillingCalendar;
import io.tieline.tariff.DemandCharge;
import io.tieline.tariff.DemandCharge.Contract;
import io.tieline.tariff.DemandCharge.MeanOfEvents;
import io.tieline.tariff.EnergyCharge;
import io.tieline.tariff.Past;
import io.tieline.tariff.Period;
import io.tieline.tariff.Prices;
import io.tieline.tariff.Span;
import io.tieline.tariff.Tariff;
import io.tieline.tariff.TariffClock;
import io.tieline.tariff.terms.Ledger.Account;
import io.tieline.tariff.terms.ShavingTerms.Objective;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A tariff as the control needs it: what is already paid for, what more would cost, until when that holds, and what must
 * not be passed.
 */
public final class CompiledTariff {

    /** A data center uses its peak for nearly all hours of the year. */
    public static final double DATA_CENTER_HOURS = 8000;

    private final Tariff tariff;
    private final List<DemandCharge> demand;
    private final List<EnergyCharge> energy;

    /**
     * @param meter the meter point that is controlled
     * @param fullLoadHours expected full-load hours of a year, for components that depend on them
     */
    public CompiledTariff(Tariff tariff, String meter, double fullLoadHours) {
        this.tariff = tariff;
        demand = tariff.demandCharges().stream()
                .filter(charge -> charge.meter().equals(meter) && charge.hours().hold(fullLoadHours))
                .toList();
        energy = tariff.energyCharges().stream()
                .filter(charge -> charge.meter().equals(meter) && !charge.reactive())
                .filter(charge -> charge.hours().hold(fullLoadHours))
                .toList();
    }

    /** The clock of the meter. */
    public TariffClock clock() {
        return tariff.clock();
    }

    /** When a billing month and a contract year begin. */
    public BillingCalendar billing() {
        return tariff.billing();
    }

    /** The demand charges that are looked at. */
    public List<DemandCharge> demandCharges() {
        return demand;
    }

    /** Whether there is a demand charge for the site's own peak; one for coincident peaks is none. */
    public boolean billsOwnPeak() {
        return ownPeak().findAny().isPresent();
    }

    /** Whether there is a demand charge for the site's own peak to which every window counts. */
    public boolean countsAlways() {
        return ownPeak().anyMatch(charge -> charge.mask().isAlways());
    }

    /** Whether any demand charge for the site's own peak counts at an instant, in epoch seconds. */
    public boolean counts(long epochSecond) {
        LocalDateTime time = tariff.clock().at(epochSecond);
        return ownPeak().anyMatch(charge -> charge.mask().counts(time));
    }

    private Stream<DemandCharge> ownPeak() {
        return demand.stream().filter(charge -> !charge.isCoincident());
    }

    /**
     * The terms of the window that holds an instant.
     *
     * @param ledger the windows before it
     */
    public WindowTerms at(long epochSecond, Ledger ledger) {
        LocalDateTime time = tariff.clock().at(epochSecond);
        List<DemandTerm> terms = new ArrayList<>();
        for (DemandCharge charge : demand) {
            if (counts(charge, epochSecond, time)) {
                terms.add(term(charge, ledger.account(charge), time));
            }
        }
        return new WindowTerms(terms, energyPrice(time));
    }

    /**
     * A window of coincident-peak charges.
     *
     * @param outweighs whether a unit in it costs at least as much as one of any other charge that counts in it
     */
    public record CoincidentWindow(long startEpochSecond, long endEpochSecond, boolean outweighs) {}

    /** The windows of all events of coincident-peak charges, each once, in the order of time. */
    public List<CoincidentWindow> coincidentPeaks() {
        SortedMap<Long, Long> ends = new TreeMap<>();
        for (DemandCharge charge : demand) {
            if (charge.aggregate() instanceof MeanOfEvents events) {
                for (long event : events.starts()) {
                    long start = charge.window().startOf(event, tariff.clock());
                    ends.merge(start, start + charge.window().lengthSeconds(), Math::max);
                }
            }
        }
        Ledger nothing = Ledger.of(tariff, Past.NONE);
        return ends.entrySet().stream()
                .map(window -> new CoincidentWindow(
                        window.getKey(), window.getValue(), outweighs(at(window.getKey(), nothing))))
                .toList();
    }

    private boolean outweighs(WindowTerms terms) {
        double coincident = 0;
        double other = 0;
        for (DemandTerm term : terms.demand()) {
            boolean event =
                    demand.stream().anyMatch(charge -> charge.id().equals(term.component()) && charge.isCoincident());
            coincident += event ? term.marginalPrice() : 0;
            other = event ? other : Math.max(other, term.marginalPrice());
        }
        return coincident >= other;
    }

    /** Published per kilowatt-hour at an instant, in epoch seconds; 0 without an energy charge. */
    public double energyPrice(long epochSecond) {
        return energyPrice(tariff.clock().at(epochSecond));
    }

    private double energyPrice(LocalDateTime time) {
        return energy.stream()
                .filter(charge -> charge.mask().counts(time))
                .flatMap(charge -> charge.published().stream())
                .mapToDouble(prices -> priceAbove(prices, time.toLocalDate(), 0))
                .sum();
    }

    private boolean counts(DemandCharge charge, long epochSecond, LocalDateTime time) {
        if (charge.aggregate() instanceof MeanOfEvents events) {
            long start = charge.window().startOf(epochSecond, tariff.clock());
            return events.starts().stream().anyMatch(event -> charge.window().startOf(event, tariff.clock()) == start);
        }
        return charge.mask().counts(time);
    }

    private DemandTerm term(DemandCharge charge, Account account, LocalDateTime time) {
        LocalDate date = time.toLocalDate();
        Period period = tariff.billing().periodOf(date, charge.span());
        double billed = billed(charge, account, period.month());
        int days = charge.averagedDays();
        double level = Math.max(0, days * billed - highestOthers(account, period, date, days - 1));
        double price = priceAbove(charge.prices(), date, billed)
                * charge.contract().map(Contract::excess).orElse(1.0)
                * (charge.remembered().counts(time) ? 1 + carried(charge) : 1)
                / shares(charge, period);
        return new DemandTerm(charge.id(), level, price, expiry(charge, account, period, billed), cap(charge));
    }

    /** Billed in a period if nothing more is drawn. */
    private static double billed(DemandCharge charge, Account account, int month) {
        double remembered = 0;
        for (int back = 1; back <= charge.memory().months(); back++) {
            remembered = Math.max(remembered, account.rememberedPeak(month - back));
        }
        return Math.max(
                floor(charge), Math.max(account.peak(month), charge.memory().share() * remembered));
    }

    /** Sum of the highest days besides a date, those that are averaged with it. */
    private static double highestOthers(Account account, Period period, LocalDate date, int count) {
        return account.days().tailMap(period.from()).entrySet().stream()
                .filter(day -> !day.getKey().equals(date))
                .map(Map.Entry::getValue)
                .sorted(Comparator.reverseOrder())
                .limit(count)
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    /** Over how many values a unit more in one window is spread. */
    private int shares(DemandCharge charge, Period period) {
        if (charge.aggregate() instanceof MeanOfEvents events) {
            return (int) Math.max(
                    1,
                    events.starts().stream()
                            .filter(event ->
                                    period.holds(tariff.clock().at(event).toLocalDate()))
                            .count());
        }
        return charge.averagedDays();
    }

    private long expiry(DemandCharge charge, Account account, Period period, double billed) {
        Period next = period;
        for (int ahead = 0; ahead <= charge.memory().months(); ahead++) {
            next = tariff.billing().periodOf(next.until(), charge.span());
            if (billed(charge, account, next.month()) < billed) {
                return tariff.clock().startOf(next.from());
            }
        }
        return Long.MAX_VALUE;
    }

    private static double floor(DemandCharge charge) {
        return Math.max(charge.minimum(), charge.contract().map(Contract::power).orElse(0.0));
    }

    private static double cap(DemandCharge charge) {
        return charge.contract().map(Contract::power).orElse(Double.POSITIVE_INFINITY);
    }

    private static double priceAbove(Prices prices, LocalDate date, double quantity) {
        return prices.on(date)
                .map(step -> step.priceAbove(quantity).doubleValue())
                .orElse(0.0);
    }

    /**
     * What peak shaving is about: the site's own peak where it is billed, else coincident peaks; empty if no demand is billed.
     *
     * @param now decides which prices hold
     */
    public Optional<ShavingTerms> shaving(Instant now) {
        LocalDate date = tariff.clock().at(now.getEpochSecond()).toLocalDate();
        return dearest(ownPeak(), date).or(() -> dearest(demand.stream(), date));
    }

    private static Optional<ShavingTerms> dearest(Stream<DemandCharge> charges, LocalDate date) {
        return charges.map(charge -> new ShavingTerms(
                        charge.id(), objective(charge), charge.window(), annualPrice(charge, date), floor(charge)))
                .filter(terms -> terms.annualPrice() > 0)
                .max(Comparator.comparingDouble(ShavingTerms::annualPrice));
    }

    /** The charge with a memory that makes a peak a matter of the whole year, by the last prices known; empty: none has one. */
    public Optional<DemandCharge> lasting() {
        return demand.stream()
                .filter(charge -> objective(charge) == Objective.TRAILING_12)
                .max(Comparator.comparingDouble(charge -> annualPrice(charge, LocalDate.MAX)));
    }

    private static double annualPrice(DemandCharge charge, LocalDate date) {
        double price = priceAbove(charge.prices(), date, floor(charge));
        if (charge.span() == Span.YEAR) {
            return price;
        }
        long months =
                IntStream.rangeClosed(1, 12).filter(charge.mask()::touches).count();
        return price * months / charge.averagedDays();
    }

    /** A peak that costs more in the months after it than in its own is a matter of the whole year. */
    private static Objective objective(DemandCharge charge) {
        if (charge.span() == Span.YEAR) {
            return Objective.ANNUAL;
        }
        return carried(charge) > 1 ? Objective.TRAILING_12 : Objective.MONTHLY;
    }

    /** How often the months after it bill a peak once more. */
    private static double carried(DemandCharge charge) {
        return charge.memory().share() * charge.memory().months();
    }
}
