package io.tieline.cli.samples;

import io.tieline.journal.Aligned;
import io.tieline.journal.JournalFile;
import java.io.IOException;
import java.util.List;

/** A file that an export writes, of some format: either all samples as they were recorded, or a table. */
public interface SampleFile extends AutoCloseable {

    /**
     * One row a sample, point after point.
     *
     * @param from milliseconds of UTC, the first moment
     * @param to the first moment after it
     */
    void samples(JournalFile record, List<String> points, long from, long to) throws IOException;

    /** One row a moment with a column a point. */
    void aligned(Aligned table) throws IOException;

    /** Completes the file. */
    @Override
    void close() throws IOException;
}
