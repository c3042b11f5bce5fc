package io.tieline.rig.bench.journal;

import io.tieline.journal.JournalFile;
import io.tieline.journal.JournalInfo;
import io.tieline.journal.JournalSettings;
import io.tieline.model.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Two weeks without a WAN, of one cabinet with its part of the disk: the journal ages by itself what no longer fits. Blocks
 * are those of the product, a quarter of an hour; they are only written every half minute instead of every second, because
 * the days pass as quickly as the disk takes them.
 */
final class Fortnight {

    static final Duration LENGTH = Duration.ofDays(14);

    private static final int BLOCK_SECONDS = 30;

    /** Half a minute twice is a minute, fifteen of those a quarter of an hour. */
    private static final int MERGED_ROUNDS = 2;

    private static final int EVENT_SECONDS = 60;

    private Fortnight() {}

    /**
     * What is there at the end.
     *
     * @param seconds that were recorded
     * @param bytes of all files
     * @param asRecordedSeconds how far back every second is there
     * @param heldSeconds how far back anything is there
     */
    record Result(
            long seconds, long bytes, double asRecordedSeconds, double heldSeconds, long events, long lostEvents) {

        double bytesPerSample() {
            return (double) bytes / seconds / NoisyDay.POINTS;
        }
    }

    /**
     * Records.
     *
     * @param seconds of site time
     * @param maximumBytes the cabinet's part of the disk budget
     */
    static Result run(Path folder, long seconds, long maximumBytes, long seed) throws IOException {
        JournalSettings settings =
                new JournalSettings(Duration.ofHours(1), Duration.ZERO, maximumBytes, MERGED_ROUNDS, BLOCK_SECONDS + 2);
        long events = 0;
        try (JournalKeeper keeper = new JournalKeeper(folder, 1, NoisyDay.POINTS, settings)) {
            NoisyDay day = new NoisyDay(1, seed);
            for (long second = 0; second < seconds; second++) {
                day.tick();
                long utcMillis = NoisyDay.START + second * 1000;
                keeper.record(day, utcMillis);
                if (second % EVENT_SECONDS == 0) {
                    keeper.journal().append(Event.state(utcMillis, "control", "second " + second));
                    events++;
                }
                if (second % BLOCK_SECONDS == BLOCK_SECONDS - 1) {
                    keeper.journal().flush().toCompletableFuture().join();
                }
            }
        }
        try (JournalFile file = JournalFile.open(folder)) {
            JournalInfo info = file.info();
            return new Result(
                    seconds,
                    Keeper.bytes(folder),
                    reach(
                            info.zones().stream()
                                    .filter(zone -> zone.stepMillis() == 0)
                                    .toList(),
                            seconds),
                    reach(info.zones(), seconds),
                    info.events(),
                    events - info.events());
        }
    }

    private static double reach(List<JournalInfo.Zone> zones, long seconds) {
        long end = NoisyDay.START + seconds * 1000;
        return zones.stream()
                        .mapToLong(zone -> end - zone.beginsUtcMillis())
                        .max()
                        .orElse(0)
                / 1000.0;
    }
}
