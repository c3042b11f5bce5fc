package io.tieline.tariff.bill;

import io.tieline.tariff.TariffClock;
import io.tieline.tariff.Window;
import java.time.LocalDateTime;

/**
 * What a meter point's register shows window by window: energy imported in it, and that over the length of the window as
 * demand. A part that was not measured counts as nothing, as in a meter that was off.
 */
final class WindowReadings {

    private final Window window;
    private final long firstStart;
    private final double[] kwh;
    private final double[] kvarh;
    private final LocalDateTime[] times;
    private final boolean reactive;

    private WindowReadings(Window window, long firstStart, int count, boolean reactive, TariffClock clock) {
        this.window = window;
        this.firstStart = firstStart;
        this.reactive = reactive;
        kwh = new double[count];
        kvarh = new double[count];
        times = new LocalDateTime[count];
        for (int i = 0; i < count; i++) {
            times[i] = clock.at(start(i));
        }
    }

    /** Sorts a load into windows. */
    static WindowReadings of(Load load, Window window, TariffClock clock) {
        long first = window.startOf(load.startEpochSecond(), clock);
        int step = load.stepSeconds();
        if (window.lengthSeconds() % step != 0 || (load.startEpochSecond() - first) % step != 0) {
            throw new BillingException("Steps of " + step + " s that begin at " + clock.at(load.startEpochSecond())
                    + " do not fill windows of " + window.lengthSeconds() / 60
                    + " min: use a load whose steps divide the window and begin with it.");
        }
        long end = load.startEpochSecond() + (long) load.kw().length * step;
        int count = (int) ((end - 1 - first) / window.lengthSeconds()) + 1;
        WindowReadings readings = new WindowReadings(window, first, count, load.hasReactive(), clock);
        readings.fill(load);
        return readings;
    }

    private void fill(Load load) {
        double[] reactivePower = load.kvar();
        double hours = load.stepSeconds() / 3600.0;
        int perWindow = window.lengthSeconds() / load.stepSeconds();
        int offset = (int) ((load.startEpochSecond() - firstStart) / load.stepSeconds());
        for (int i = 0; i < load.kw().length; i++) {
            int at = (i + offset) / perWindow;
            kwh[at] += imported(load.kw()[i]) * hours;
            if (load.hasReactive()) {
                kvarh[at] += imported(reactivePower[i]) * hours;
            }
        }
    }

    /** The import register stands still while power flows the other way. */
    private static double imported(double power) {
        return power > 0 ? power : 0;
    }

    int count() {
        return times.length;
    }

    long start(int i) {
        return firstStart + (long) i * window.lengthSeconds();
    }

    /** The window that holds an instant; -1 if the load does not. */
    int indexOf(long epochSecond) {
        long index = Math.floorDiv(epochSecond - firstStart, (long) window.lengthSeconds());
        return index < 0 || index >= times.length ? -1 : (int) index;
    }

    /** When a window begins, on the tariff's clock. */
    LocalDateTime time(int i) {
        return times[i];
    }

    boolean isReactive() {
        return reactive;
    }

    double kwh(int i) {
        return kwh[i];
    }

    /** Lagging only. */
    double kvarh(int i) {
        return kvarh[i];
    }

    double kw(int i) {
        return kwh[i] / window.hours();
    }

    double kva(int i) {
        return StrictMath.hypot(kwh[i], kvarh[i]) / window.hours();
    }
}
