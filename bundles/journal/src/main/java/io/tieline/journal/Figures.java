package io.tieline.journal;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/**
 * What is on disk.
 *
 * @param oldestUtcMillis site time of the oldest block, 0 if there is none
 * @param bytesPerDay what the samples of a day take, as recorded; 0 until that can be told
 */
record Figures(long bytes, long blocks, long events, long oldestUtcMillis, double bytesPerDay) {

    static final Figures NONE = new Figures(0, 0, 0, 0, 0);

    /** A shorter record says nothing about a day. */
    private static final long LEAST_MILLIS = TimeUnit.MINUTES.toMillis(30);

    static Figures of(Store store, long bytes) throws SQLException {
        return new Figures(
                bytes,
                store.number("SELECT count(*) FROM block"),
                store.anchor().events(),
                store.number("SELECT begins FROM block ORDER BY first LIMIT 1"),
                bytesPerDay(store));
    }

    /** What can be told at once, however large the store is: the rest comes with the first survey. */
    static Figures atStart(Store store) throws SQLException {
        return new Figures(
                store.usedBytes(),
                0,
                store.anchor().events(),
                store.number("SELECT begins FROM block ORDER BY first LIMIT 1"),
                0);
    }

    /** Of the merged blocks: those of the last minutes are larger than they stay. */
    private static double bytesPerDay(Store store) throws SQLException {
        String merged = " FROM block WHERE level = " + Compaction.TOP_LEVEL + " AND step = 0";
        long begins = store.number("SELECT begins" + merged + " ORDER BY first LIMIT 1");
        long ends = store.number("SELECT ends" + merged + " ORDER BY first DESC LIMIT 1");
        double millis = ends - begins;
        return millis < LEAST_MILLIS
                ? 0
                : store.number("SELECT sum(bytes)" + merged) / millis * TimeUnit.DAYS.toMillis(1);
    }

    /** Days until samples begin to age at this rate; 0 once they do, NaN until it can be told. */
    double daysLeft(long maximumBytes) {
        return bytesPerDay == 0 ? Double.NaN : Math.max(0, maximumBytes - bytes) / bytesPerDay;
    }

    Figures withBytes(long now) {
        return new Figures(now, blocks, events, oldestUtcMillis, bytesPerDay);
    }

    /** After a commit; the size is surveyed less often. */
    Figures plus(int moreBlocks, int moreEvents) {
        return new Figures(bytes, blocks + moreBlocks, events + moreEvents, oldestUtcMillis, bytesPerDay);
    }
}
