package io.tieline.journal;

import java.time.Duration;

/**
 * How the journal records.
 *
 * @param blockEvery how often the buffers become blocks, in real time; also the most that a power cut can take (1–10 s)
 * @param maximumSilence a point that is read but does not change is recorded again after this much site time
 * @param maximumBytes the disk budget; above it the oldest sample blocks go, events never
 * @param mergedRounds so many blocks of a device become one, and fifteen of those again: a minute and a quarter of an hour
 * @param bufferedScans how many complete readings of a device its buffer holds while the disk does not take anything
 */
public record JournalSettings(
        Duration blockEvery, Duration maximumSilence, long maximumBytes, int mergedRounds, int bufferedScans) {

    public JournalSettings {
        if (blockEvery.isNegative()
                || blockEvery.isZero()
                || maximumBytes < 1 << 20
                || mergedRounds < 2
                || bufferedScans < 2) {
            throw new IllegalArgumentException(
                    "journal: blockEvery must be positive, maximumBytes at least 1 MiB, mergedRounds and"
                            + " bufferedScans at least 2");
        }
    }

    /** One second, one minute, 8 GiB, 60 rounds, 32 scans. */
    public static JournalSettings standard() {
        return new JournalSettings(Duration.ofSeconds(1), Duration.ofSeconds(60), 8L << 30, 60, 32);
    }

    public JournalSettings withMaximumBytes(long bytes) {
        return new JournalSettings(blockEvery, maximumSilence, bytes, mergedRounds, bufferedScans);
    }

    public JournalSettings withBlockEvery(Duration every) {
        return new JournalSettings(every, maximumSilence, maximumBytes, mergedRounds, bufferedScans);
    }

    public JournalSettings withMaximumSilence(Duration silence) {
        return new JournalSettings(blockEvery, silence, maximumBytes, mergedRounds, bufferedScans);
    }

    public JournalSettings withMergedRounds(int rounds) {
        return new JournalSettings(blockEvery, maximumSilence, maximumBytes, rounds, bufferedScans);
    }
}
