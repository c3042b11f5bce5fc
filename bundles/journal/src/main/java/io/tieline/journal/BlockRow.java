package io.tieline.journal;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A block as a row of the database.
 *
 * @param first position of its first sample
 * @param span positions from there to after its last sample; more than its samples if events lie between, or if it was
 *     aged
 * @param count samples in it
 * @param begins site time of its oldest sample, milliseconds of UTC since 1970
 * @param ends site time of its newest sample
 * @param level how often it was merged with others
 * @param step milliseconds that one of its samples stands for, 0: as recorded
 */
record BlockRow(
        long first, long span, int count, int device, long begins, long ends, int level, int step, byte[] data) {

    /** A row of all nine columns in this order. */
    static BlockRow of(ResultSet row) throws SQLException {
        return new BlockRow(
                row.getLong(1),
                row.getLong(2),
                row.getInt(3),
                row.getInt(4),
                row.getLong(5),
                row.getLong(6),
                row.getInt(7),
                row.getInt(8),
                row.getBytes(9));
    }

    long end() {
        return first + span;
    }
}
