package io.tieline.southbound;

import io.tieline.model.DeviceAlarm;
import io.tieline.model.PointSet;
import io.tieline.model.Quality;
import java.util.Arrays;
import java.util.List;

/**
 * Notices when a flag {@code alarm.WORD} of a session changes. One thread at a time writes, another reads; nothing is
 * allocated.
 */
final class AlarmFlags {

    /** What a flag said last. */
    enum Flag {
        UNKNOWN,
        OFF,
        ON
    }

    private static final Flag[] FLAGS = Flag.values();
    private static final int NO_ALARM = -1;

    private final List<DeviceAlarm> alarms;
    private final int[] alarmOf;
    private final byte[] seen;
    private final Runnable changed;
    private boolean touched;
    /** Publishes what was written to the array before. */
    private volatile boolean news;

    /** @param changed runs after a batch in which a flag changed */
    AlarmFlags(List<DeviceAlarm> alarms, PointSet points, Runnable changed) {
        this.alarms = List.copyOf(alarms);
        this.changed = changed;
        seen = new byte[alarms.size()];
        alarmOf = new int[alarms.isEmpty() ? 0 : points.size()];
        Arrays.fill(alarmOf, NO_ALARM);
        for (int i = 0; i < alarms.size(); i++) {
            int point = points.indexOf(alarms.get(i).point());
            if (point >= 0) {
                alarmOf[point] = i;
            }
        }
    }

    static AlarmFlags none() {
        return new AlarmFlags(List.of(), PointSet.EMPTY, () -> {});
    }

    /** A bad value says nothing about the alarm, and an uncertain one does not end it. */
    void saw(int point, double value, Quality quality) {
        if (point >= alarmOf.length || alarmOf[point] == NO_ALARM || !quality.isUsable() || !Double.isFinite(value)) {
            return;
        }
        Flag flag = value != 0 ? Flag.ON : quality.isGood() ? Flag.OFF : Flag.UNKNOWN;
        int alarm = alarmOf[point];
        if (flag != Flag.UNKNOWN && seen[alarm] != flag.ordinal()) {
            seen[alarm] = (byte) flag.ordinal();
            touched = true;
        }
    }

    /** The batch has ended. */
    void committed() {
        if (touched) {
            touched = false;
            news = true;
            changed.run();
        }
    }

    /** True once after flags changed. */
    boolean hasNews() {
        boolean had = news;
        if (had) {
            news = false;
        }
        return had;
    }

    List<DeviceAlarm> alarms() {
        return alarms;
    }

    Flag flag(int alarm) {
        return FLAGS[seen[alarm]];
    }
}
