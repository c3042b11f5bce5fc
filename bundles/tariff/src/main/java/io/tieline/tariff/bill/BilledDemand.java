package io.tieline.tariff.bill;

import io.tieline.tariff.DemandCharge;
import io.tieline.tariff.DemandCharge.Max;
import io.tieline.tariff.DemandCharge.MeanOfEvents;
import io.tieline.tariff.Mask;
import io.tieline.tariff.Past;
import io.tieline.tariff.Period;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the demand a charge is billed by: measured in the period, remembered from earlier ones, or the minimum. */
final class BilledDemand {

    private final DemandCharge charge;
    private final WindowReadings readings;
    private final Past past;

    BilledDemand(DemandCharge charge, WindowReadings readings, Past past) {
        this.charge = charge;
        this.readings = readings;
        this.past = past;
    }

    /**
     * @param value in the charge's unit, not yet rounded
     * @param note when the peak was, or where the value comes from
     */
    record Demand(double value, String note) {}

    /** The demand of a period in which something counts. */
    record Billed(Stretch stretch, Demand demand) {}

    /** The demand billed in every period; a period in which nothing counts is not in it. */
    List<Billed> of(List<Stretch> stretches) {
        Map<Integer, Double> kept = new HashMap<>();
        List<Billed> billed = new ArrayList<>();
        for (Stretch stretch : stretches) {
            Demand demand = measured(stretch, charge.mask());
            double remembered = charge.memory().mask().isEmpty()
                    ? demand.value()
                    : measured(stretch, charge.remembered()).value();
            kept.put(stretch.period().month(), remembered);
            billed(stretch.period(), demand, kept).ifPresent(found -> billed.add(new Billed(stretch, found)));
        }
        return billed;
    }

    private Optional<Demand> billed(Period period, Demand demand, Map<Integer, Double> kept) {
        Demand remembered = remembered(period, kept);
        Demand highest = remembered.value() > demand.value() ? remembered : demand;
        if (highest.note().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(highest.value() < charge.minimum() ? new Demand(charge.minimum(), "the minimum") : highest);
    }

    private Demand measured(Stretch stretch, Mask mask) {
        if (charge.aggregate() instanceof MeanOfEvents events) {
            return meanOf(events, stretch);
        }
        Map<LocalDate, Integer> highest = new LinkedHashMap<>();
        stretch.each(
                mask,
                i -> highest.merge(
                        readings.time(i).toLocalDate(), i, (old, now) -> value(now) > value(old) ? now : old));
        return meanOfHighest(highest, charge.averagedDays());
    }

    private Demand meanOfHighest(Map<LocalDate, Integer> highest, int days) {
        int[] chosen = highest.values().stream()
                .sorted(Comparator.comparingDouble((Integer i) -> -value(i)))
                .limit(days)
                .mapToInt(Integer::intValue)
                .toArray();
        if (chosen.length == 0) {
            return new Demand(0, "");
        }
        double sum = 0;
        for (int i : chosen) {
            sum += value(i);
        }
        // The mean over days that are not there yet is one over fewer days.
        String note = charge.aggregate() instanceof Max ? "peak " : "mean of " + chosen.length + " days, highest ";
        return new Demand(sum / chosen.length, note + clock(chosen[0]));
    }

    private Demand meanOf(MeanOfEvents events, Stretch stretch) {
        Set<Integer> windows = new HashSet<>();
        for (long start : events.starts()) {
            int i = readings.indexOf(start);
            if (i >= stretch.from() && i < stretch.until()) {
                windows.add(i);
            }
        }
        double sum = windows.stream().mapToDouble(this::value).sorted().sum();
        return windows.isEmpty()
                ? new Demand(0, "")
                : new Demand(sum / windows.size(), "mean of " + windows.size() + " events");
    }

    private double value(int i) {
        return charge.apparent() ? readings.kva(i) : readings.kw(i);
    }

    private Demand remembered(Period period, Map<Integer, Double> kept) {
        double highest = 0;
        int from = 0;
        for (int back = 1; back <= charge.memory().months(); back++) {
            int month = period.month() - back;
            double peak = kept.getOrDefault(month, past.peak(charge.id(), month));
            if (peak > highest) {
                highest = peak;
                from = month;
            }
        }
        double share = charge.memory().share();
        String origin = "of " + from / 12 + "-" + (from % 12 < 9 ? "0" : "") + (from % 12 + 1);
        return new Demand(
                highest * share, share == 1 ? "peak " + origin : Math.round(share * 100) + " % of the peak " + origin);
    }

    private String clock(int i) {
        return readings.time(i).toString().replace('T', ' ');
    }
}
