package io.tieline.journal;

import java.util.List;

/**
 * How the journal does.
 *
 * @param recorded samples taken over since the start
 * @param written samples on disk since the start
 * @param dropped samples lost since the start because the disk did not take them in time
 * @param lostEvents events lost since the start for the same reason
 * @param bytes used on disk
 * @param blocks of samples on disk
 * @param events on disk
 * @param oldestUtcMillis site time of the oldest block on disk, 0 if there is none
 * @param head position that the next record gets
 * @param bytesPerDay what the samples of a day take, as recorded, at the present rate; 0 until that can be told
 * @param daysLeft until the disk budget is used up at that rate and samples begin to age; 0 once they do, NaN until it can
 *     be told
 * @param failure why nothing can be written at present, empty while RECORDING
 */
public record JournalStatus(
        State state,
        String failure,
        long recorded,
        long written,
        long dropped,
        long lostEvents,
        long bytes,
        long blocks,
        long events,
        long oldestUtcMillis,
        long head,
        double bytesPerDay,
        double daysLeft,
        List<Reader> cursors) {

    /** Whether the record is being kept. */
    public enum State {
        RECORDING,
        /** Nothing can be written; control goes on, the journal keeps trying. */
        FAILED,
        CLOSED
    }

    /**
     * A named cursor.
     *
     * @param position everything before it was acknowledged
     * @param backlog records (samples and events) that wait for the reader
     */
    public record Reader(String name, long position, long backlog) {}

    public JournalStatus {
        cursors = List.copyOf(cursors);
    }
}
