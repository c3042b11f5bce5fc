package io.tieline.tariff;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the demand charges of a tariff will bill for the windows that are over: the peaks of the periods a charge still
 * remembers, and the daily peaks of the running one. Immutable.
 */
public final class Ledger {

    private final Tariff tariff;
    private final Map<String, Account> accounts;

    private Ledger(Tariff tariff, Map<String, Account> accounts) {
        this.tariff = tariff;
        this.accounts = accounts;
    }

    /**
     * One charge.
     *
     * @param periods measured demand of a period, by {@link Period#month()}
     * @param days highest demand of a day of the running period
     */
    record Account(SortedMap<Integer, Double> periods, SortedMap<LocalDate, Double> days) {

        static final Account EMPTY = new Account(new TreeMap<>(), new TreeMap<>());

        double peak(int month) {
            return periods.getOrDefault(month, 0.0);
        }
    }

    /** What is known before the first window. */
    public static Ledger of(Tariff tariff, Past past) {
        Map<String, Account> accounts = new HashMap<>();
        past.peaks().forEach((component, peaks) -> {
            SortedMap<Integer, Double> periods = new TreeMap<>();
            peaks.forEach((month, peak) -> periods.put(month(month), peak));
            accounts.put(component, new Account(periods, new TreeMap<>()));
        });
        return new Ledger(tariff, accounts);
    }

    private static int month(YearMonth month) {
        return Period.monthOf(month.atDay(1));
    }

    Account account(DemandCharge charge) {
        return accounts.getOrDefault(charge.id(), Account.EMPTY);
    }

    /**
     * The ledger after a window.
     *
     * @param charge whose window it was
     * @param epochSecond its start
     * @param demand mean of the window, in the charge's unit
     */
    public Ledger after(DemandCharge charge, long epochSecond, double demand) {
        LocalDateTime time = tariff.clock().at(epochSecond);
        if (!charge.mask().counts(time) || charge.aggregate() instanceof DemandCharge.MeanOfEvents) {
            return this;
        }
        LocalDate today = time.toLocalDate();
        Period period = tariff.billing().periodOf(today, charge.span());
        Account before = account(charge);
        SortedMap<LocalDate, Double> days = new TreeMap<>(before.days().tailMap(period.from()));
        if (days.getOrDefault(today, -1.0) >= demand) {
            return this;
        }
        days.put(today, demand);
        SortedMap<Integer, Double> periods = new TreeMap<>(
                before.periods().tailMap(period.month() - charge.memory().months()));
        periods.put(period.month(), highestMean(days, charge.averagedDays()));
        Map<String, Account> all = new HashMap<>(accounts);
        all.put(charge.id(), new Account(periods, days));
        return new Ledger(tariff, all);
    }

    /** The mean of the highest days; a day that is not there yet counts as one without load. */
    private static double highestMean(SortedMap<LocalDate, Double> days, int count) {
        return days.values().stream()
                        .sorted(Comparator.reverseOrder())
                        .limit(count)
                        .mapToDouble(Double::doubleValue)
                        .sum()
                / count;
    }
}
