package io.tieline.tariff;

import io.tieline.document.Problems;
import io.tieline.tariff.bill.Load;
import io.tieline.tariff.file.TariffReader;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** Loads and tariffs to test with. */
public final class Loads {

    private Loads() {}

    /** A load from the beginning of one date to that of another, by what the clock of the zone shows. */
    public static Load of(String zone, String from, String until, int stepMinutes, ToDoubleFunction<LocalDateTime> kw) {
        ZoneId id = ZoneId.of(zone);
        long start = LocalDateTime.parse(from + "T00:00").atZone(id).toEpochSecond();
        long end = LocalDateTime.parse(until + "T00:00").atZone(id).toEpochSecond();
        int step = stepMinutes * 60;
        double[] values = new double[(int) ((end - start) / step)];
        TariffClock clock = new TariffClock(id, TariffClock.Source.LOCAL);
        for (int i = 0; i < values.length; i++) {
            values[i] = kw.applyAsDouble(clock.at(start + (long) i * step));
        }
        return new Load(start, step, values);
    }

    public static Load flat(String zone, String from, String until, double kw) {
        return of(zone, from, until, 15, time -> kw);
    }

    /** The same load with more of it everywhere. */
    public static Load plus(Load load, double[] more) {
        double[] sum = Arrays.copyOf(load.kw(), load.kw().length);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += more[i];
        }
        return new Load(load.startEpochSecond(), load.stepSeconds(), sum, load.kvar());
    }

    public static Tariff tariff(String text) {
        Problems problems = new Problems();
        return TariffReader.read("test.yaml", text, problems)
                .orElseThrow(() -> new AssertionError(problems.sorted().toString()));
    }

    /** A tariff in UTC with the given lines below {@code components:}. */
    public static Tariff components(String components) {
        return tariff("tariff: t\ntitle: T\nfacts: F\ncurrency: EUR\ntimezone: UTC\n" + "components:\n" + components);
    }
}
