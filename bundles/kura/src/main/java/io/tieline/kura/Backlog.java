package io.tieline.kura;

import io.tieline.journal.Batch;
import io.tieline.journal.Cursor;

/** What still has to be sent. */
interface Backlog {

    Batch next(int maxSamples);

    void commit(long position);

    /** What was read but not committed comes again. */
    void rewind();

    static Backlog of(Cursor cursor) {
        return new Backlog() {
            @Override
            public Batch next(int maxSamples) {
                return cursor.next(maxSamples);
            }

            @Override
            public void commit(long position) {
                cursor.commit(position);
            }

            @Override
            public void rewind() {
                cursor.rewind();
            }
        };
    }
}
