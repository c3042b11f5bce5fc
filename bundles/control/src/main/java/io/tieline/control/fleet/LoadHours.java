package io.tieline.control.fleet;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;

/** The mean load of every hour of the day, learnt over about a week: when a site is quiet. Immutable. */
public final class LoadHours {

    private static final int HOURS = 24;
    private static final double LEARN_SECONDS = 7 * 3600.0;
    /** While little is known, the night is quiet. */
    private static final int NIGHT_BEGINS = 20;

    private static final int NIGHT_ENDS = 6;
    /** Hours whose load is within this share of the way from the least to the highest are quiet. */
    private static final double QUIET_SHARE = 0.5;

    private static final String KEY = "load.hour.";

    public static final LoadHours NONE = new LoadHours(filled());

    private final double[] watts;

    private LoadHours(double[] watts) {
        this.watts = watts;
    }

    private static double[] filled() {
        double[] none = new double[HOURS];
        Arrays.fill(none, Double.NaN);
        return none;
    }

    public LoadHours next(double loadW, double seconds, long utcMillis, ZoneId zone) {
        if (Double.isNaN(loadW) || seconds <= 0) {
            return this;
        }
        int hour = hour(utcMillis, zone);
        double[] now = watts.clone();
        double part = Math.min(1, seconds / LEARN_SECONDS);
        now[hour] = Double.isNaN(now[hour]) ? loadW : now[hour] + part * (loadW - now[hour]);
        return new LoadHours(now);
    }

    /** Whether no peak is likely from now on for so long. */
    public boolean isQuiet(long utcMillis, ZoneId zone, double seconds) {
        double least = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        boolean known = true;
        for (double mean : watts) {
            known &= !Double.isNaN(mean);
            least = Math.min(least, mean);
            highest = Math.max(highest, mean);
        }
        int first = hour(utcMillis, zone);
        if (!known) {
            return first < NIGHT_ENDS || first >= NIGHT_BEGINS;
        }
        int hours = (int) Math.min(HOURS, Math.ceil(seconds / 3600));
        for (int i = 0; i < Math.max(1, hours); i++) {
            if (watts[(first + i) % HOURS] > least + QUIET_SHARE * (highest - least)) {
                return false;
            }
        }
        return true;
    }

    private static int hour(long utcMillis, ZoneId zone) {
        return Instant.ofEpochMilli(utcMillis).atZone(zone).getHour();
    }

    void toMap(Map<String, Object> map) {
        for (int i = 0; i < HOURS; i++) {
            if (!Double.isNaN(watts[i])) {
                map.put(KEY + i, watts[i]);
            }
        }
    }

    static LoadHours fromMap(Map<String, ?> map) {
        double[] watts = filled();
        for (int i = 0; i < HOURS; i++) {
            if (map.get(KEY + i) instanceof Double mean && Double.isFinite(mean)) {
                watts[i] = mean;
            }
        }
        return new LoadHours(watts);
    }
}
