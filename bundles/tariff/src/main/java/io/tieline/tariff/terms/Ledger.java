package io.tieline.tariff.terms;

import io.tieline.tariff.DemandCharge;
import io.tieline.tariff.Past;
import io.tieline.tariff.Period;
import io.tieline.tariff.Tariff;
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
     * The peaks of one charge.
     *
     * @param periods demand of a period, by {@link Period#month()}
     * @param days highest demand of a day of the running period
     */
    private record Peaks(SortedMap<Integer, Double> periods, SortedMap<LocalDate, Double> days) {

        static final Peaks NONE = new Peaks(new TreeMap<>(), new TreeMap<>());

        double of(int month) {
            return periods.getOrDefault(month, 0.0);
        }

        Peaks after(DemandCharge charge, Period period, LocalDate today, double demand) {
            SortedMap<LocalDate, Double> later = new TreeMap<>(days.tailMap(period.from()));
            if (later.getOrDefault(today, -1.0) >= demand) {
                return this;
            }
            later.put(today, demand);
            SortedMap<Integer, Double> kept = new TreeMap<>(
                    periods.tailMap(period.month() - charge.memory().months()));
            kept.put(period.month(), highestMean(later, charge.averagedDays()));
            return new Peaks(kept, later);
        }
    }

    /**
     * One charge.
     *
     * @param billed what counts in its own period
     * @param remembered what later periods are billed by
     */
    record Account(Peaks billed, Peaks remembered) {

        static final Account EMPTY = new Account(Peaks.NONE, Peaks.NONE);

        double peak(int month) {
            return billed.of(month);
        }

        double rememberedPeak(int month) {
            return remembered.of(month);
        }

        SortedMap<LocalDate, Double> days() {
            return billed.days();
        }
    }

    /** What is known before the first window. */
    public static Ledger of(Tariff tariff, Past past) {
        Map<String, Account> accounts = new HashMap<>();
        past.peaks().forEach((component, peaks) -> {
            SortedMap<Integer, Double> periods = new TreeMap<>();
            peaks.forEach((month, peak) -> periods.put(month(month), peak));
            Peaks before = new Peaks(periods, new TreeMap<>());
            accounts.put(component, new Account(before, before));
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
        Peaks billed = before.billed().after(charge, period, today, demand);
        Peaks remembered = charge.remembered().counts(time)
                ? before.remembered().after(charge, period, today, demand)
                : before.remembered();
        Map<String, Account> all = new HashMap<>(accounts);
        all.put(charge.id(), new Account(billed, remembered));
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
