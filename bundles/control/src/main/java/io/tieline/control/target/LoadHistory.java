package io.tieline.control.target;

import java.util.Arrays;

/**
 * What the control knows of the load: the windows of the running day, and what the days before it needed.
 *
 * @param today days since 1970 on the site's calendar; the day {@code todayW} belongs to
 * @param todayW mean load of each window of that day that was measured well enough, the batteries taken out
 */
public record LoadHistory(long today, double[] todayW, DailyLevels days) {

    public static final LoadHistory NONE = new LoadHistory(Long.MIN_VALUE, new double[0], DailyLevels.NONE);

    /** A day of which less was measured says nothing about its peak. */
    private static final double LEAST_OF_DAY = 0.75;

    /**
     * With one more window.
     *
     * @param day of the window's start; a window of an earlier day than the running one is passed over
     * @param meanW load of the window without batteries, NaN if too little of it was measured
     * @param storage what the tariff may use of the batteries, to judge a day that is over
     */
    public LoadHistory with(long day, double meanW, Storage storage) {
        if (day < today) {
            return this;
        }
        LoadHistory begun = day == today ? this : new LoadHistory(day, new double[0], closed(storage));
        if (Double.isNaN(meanW)) {
            return begun;
        }
        double[] windows = Arrays.copyOf(begun.todayW, begun.todayW.length + 1);
        windows[windows.length - 1] = meanW;
        return new LoadHistory(day, windows, begun.days);
    }

    private DailyLevels closed(Storage storage) {
        if (todayW.length == 0) {
            return days;
        }
        boolean enough = todayW.length * storage.windowHours() >= LEAST_OF_DAY * 24;
        boolean judged = enough && storage.powerW() > 0 && storage.usableWh() > 0;
        return days.with(
                today, judged ? storage.lowestLevelW(todayW, 0, todayW.length, storage.usableWh()) : Double.NaN);
    }

    /** The running day, to be kept over a restart. */
    public String todayText() {
        return Numbers.toText(today, todayW);
    }

    /** The days before it, to be kept over a restart. */
    public String daysText() {
        return days.toText();
    }

    /** The counterpart of both; what is damaged is as good as never known. */
    public static LoadHistory fromText(String today, String days) {
        DailyLevels levels = DailyLevels.fromText(days);
        return Numbers.parse(today)
                .filter(numbers -> numbers.day() > levels.lastDay())
                .map(numbers -> new LoadHistory(numbers.day(), numbers.watts(), levels))
                .orElse(new LoadHistory(Long.MIN_VALUE, new double[0], levels));
    }
}
