package io.tieline.cli.journal;

import io.tieline.control.settings.WindowSettings;
import io.tieline.tariff.bill.Load;
import java.util.Arrays;

/** What the grid meter shows over time, as the bill sees it: means of minutes and of whole demand windows. */
final class GridLoad {

    private static final long MINUTE = 60_000;
    /** Longer without a value, nothing is known of the time between. */
    private static final long GAP = 5 * MINUTE;

    private final WindowSettings window;
    private double[] minutes = new double[1024];
    private double[] seconds = new double[1024];
    private long firstMinute = Long.MIN_VALUE;
    private int count;
    private long lastUtc;
    private double lastW = Double.NaN;

    private long windowStart = Long.MIN_VALUE;
    private double windowWs;
    private double windowSeconds;
    private double peakW = Double.NaN;

    GridLoad(WindowSettings window) {
        this.window = window;
    }

    /** A value that holds until the next; NaN: not known. */
    void add(long utcMillis, double watts) {
        long passed = utcMillis - lastUtc;
        if (firstMinute == Long.MIN_VALUE) {
            firstMinute = utcMillis / MINUTE;
        } else if (!Double.isNaN(lastW) && passed > 0 && passed <= GAP) {
            fill(lastUtc, utcMillis, lastW);
        }
        lastUtc = utcMillis;
        lastW = watts;
    }

    private void fill(long from, long to, double watts) {
        for (long at = from; at < to; ) {
            long end = Math.min(
                    to,
                    Math.min(
                            (at / MINUTE + 1) * MINUTE,
                            window.startOf(at) + window.length().toMillis()));
            double part = (end - at) / 1000.0;
            int minute = (int) (at / MINUTE - firstMinute);
            if (minute >= 0) {
                note(minute, watts, part);
            }
            window(window.startOf(at), watts, part);
            at = end;
        }
    }

    private void note(int minute, double watts, double part) {
        if (minute >= minutes.length) {
            minutes = Arrays.copyOf(minutes, Math.max(minute + 1, 2 * minutes.length));
            seconds = Arrays.copyOf(seconds, minutes.length);
        }
        minutes[minute] += watts * part;
        seconds[minute] += part;
        count = Math.max(count, minute + 1);
    }

    private void window(long start, double watts, double part) {
        if (start != windowStart) {
            close();
            windowStart = start;
        }
        windowWs += watts * part;
        windowSeconds += part;
    }

    /** A window of which half is not known says nothing. */
    private void close() {
        if (windowSeconds > window.length().toSeconds() / 2.0) {
            double mean = windowWs / windowSeconds;
            peakW = Double.isNaN(peakW) ? mean : Math.max(peakW, mean);
        }
        windowWs = 0;
        windowSeconds = 0;
    }

    /** The highest mean of a demand window so far, W; NaN: no window was seen. */
    double peakW() {
        close();
        return peakW;
    }

    /** In steps of a minute, kW; what is not known goes on as it was. */
    Load load() {
        double[] kw = new double[Math.max(1, count)];
        double last = 0;
        for (int i = 0; i < count; i++) {
            last = seconds[i] > 0 ? minutes[i] / seconds[i] / 1000 : last;
            kw[i] = last;
        }
        return new Load(firstMinute * 60, 60, kw);
    }
}
