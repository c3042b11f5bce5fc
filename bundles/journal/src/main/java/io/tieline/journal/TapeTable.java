package io.tieline.journal;

import io.tieline.journal.block.DamagedBlockException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * The tape in the database: a row holds the frames of one commit, and once a key frame has begun a new stretch, all of a
 * stretch. For the writer's thread, but for {@link #read}.
 */
final class TapeTable {

    static final String TABLE = "CREATE TABLE IF NOT EXISTS tape(id INTEGER PRIMARY KEY, key INTEGER NOT NULL,"
            + " begins INTEGER NOT NULL, ends INTEGER NOT NULL, count INTEGER NOT NULL, level INTEGER NOT NULL,"
            + " bytes INTEGER NOT NULL, data BLOB NOT NULL)";

    private static final int WRITTEN = 0;
    private static final int MERGED = 1;

    private record Row(long id, boolean key, long begins, long ends, List<byte[]> frames) {}

    private boolean mergeable = true;

    /** Adds frames in rows of which every one with a key frame begins with it. */
    void add(Store store, List<TapeFrame> frames) throws SQLException {
        int from = 0;
        for (int i = 1; i <= frames.size(); i++) {
            if (i == frames.size() || frames.get(i).key()) {
                List<TapeFrame> part = frames.subList(from, i);
                insert(
                        store,
                        0,
                        part.get(0).key(),
                        part.get(0).utcMillis(),
                        part.get(part.size() - 1).utcMillis(),
                        WRITTEN,
                        part.stream().map(TapeFrame::bytes).toList());
                mergeable |= part.get(0).key();
                from = i;
            }
        }
    }

    /** Writes a frame of some size as far as the commit, and takes it back. */
    void rehearse(Store store) throws SQLException {
        byte[] frame = new byte[4096];
        new Random(1).nextBytes(frame);
        for (int i = 0; i < frame.length; i++) {
            // As compressible as a real one.
            frame[i] &= 7;
        }
        insert(store, 0, true, 0, 0, WRITTEN, List.of(frame));
        store.rollback();
    }

    private static void insert(
            Store store, long id, boolean key, long begins, long ends, int level, List<byte[]> frames)
            throws SQLException {
        byte[] data = TapePack.pack(frames);
        try (PreparedStatement insert = store.connection()
                .prepareStatement("INSERT INTO tape(id, key, begins, ends, count, level, bytes, data)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            if (id > 0) {
                insert.setLong(1, id);
            }
            insert.setInt(2, key ? 1 : 0);
            insert.setLong(3, begins);
            insert.setLong(4, ends);
            insert.setInt(5, frames.size());
            insert.setInt(6, level);
            insert.setInt(7, data.length);
            insert.setBytes(8, data);
            insert.executeUpdate();
        }
    }

    /** Makes one row of each finished stretch, one stretch at a time. */
    void merge(Store store) throws SQLException {
        if (!mergeable) {
            return;
        }
        long first = store.number("SELECT min(id) FROM tape WHERE level = " + WRITTEN);
        long next = store.number("SELECT min(id) FROM tape WHERE key = 1 AND id > " + first);
        if (first == 0 || next == 0) {
            mergeable = false;
            return;
        }
        try {
            List<Row> rows = rows(
                    store.connection(), "id >= ? AND id < ? AND begins < ? ORDER BY id", first, next, Long.MAX_VALUE);
            List<byte[]> frames = new ArrayList<>();
            rows.forEach(row -> frames.addAll(row.frames()));
            store.update("DELETE FROM tape WHERE id >= ? AND id < ?", first, next);
            insert(
                    store,
                    first,
                    rows.get(0).key(),
                    rows.get(0).begins(),
                    rows.get(rows.size() - 1).ends(),
                    MERGED,
                    frames);
        } catch (DamagedBlockException e) {
            // Reported when it is read; it stays as it is.
            store.update("UPDATE tape SET level = " + MERGED + " WHERE id >= ? AND id < ?", first, next);
        }
        store.commit();
    }

    /** Deletes the oldest stretches until the tape takes no more than so many bytes. */
    void keep(Store store, long mostBytes) throws SQLException {
        while (store.number("SELECT sum(bytes) FROM tape") > mostBytes) {
            long next = store.number("SELECT id FROM tape WHERE key = 1 ORDER BY id LIMIT 1 OFFSET 1");
            if (next == 0) {
                return;
            }
            store.update("DELETE FROM tape WHERE id < ?", next);
            store.commit();
        }
    }

    /** Every frame from the beginning of the stretch that holds a moment to another moment, oldest first. */
    static void read(Connection open, long from, long to, Consumer<byte[]> frames, Consumer<String> damage)
            throws SQLException {
        long[] ids = Store.numbers(
                open,
                "SELECT id FROM tape WHERE id >= coalesce((SELECT max(id) FROM tape WHERE key = 1 AND begins <= ?), 0)"
                        + " AND begins < ? ORDER BY id",
                from,
                to);
        for (long id : ids) {
            try {
                // A stretch that was merged meanwhile is read with its first row.
                for (Row row : rows(open, "id >= ? AND id <= ? AND begins < ?", id, id, to)) {
                    row.frames().forEach(frames);
                }
            } catch (DamagedBlockException e) {
                damage.accept("decisions recorded in row " + id + " of the tape cannot be read: " + e.getMessage());
            }
        }
    }

    private static List<Row> rows(Connection open, String where, long from, long to, long before)
            throws SQLException, DamagedBlockException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement select =
                open.prepareStatement("SELECT id, key, begins, ends, data FROM tape WHERE " + where)) {
            select.setLong(1, from);
            select.setLong(2, to);
            select.setLong(3, before);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(new Row(
                            row.getLong(1),
                            row.getInt(2) == 1,
                            row.getLong(3),
                            row.getLong(4),
                            TapePack.unpack(row.getBytes(5))));
                }
            }
        }
        return rows;
    }
}
