package io.tieline.journal;

import com.eclipsesource.json.JsonArray;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * An event as it stands in the database, and its link in the chain: every row carries the hash of the one before, so that
 * none can be altered or removed without all after it.
 */
record EventRow(long position, long utc, String kind, String severity, String source, String sentence, String detail) {

    /** What the first event is chained to. */
    static final byte[] FIRST_HASH = new byte[32];

    static final String COLUMNS = "position, utc, kind, severity, source, sentence, detail";

    /** A row of {@link #COLUMNS}. */
    static EventRow of(ResultSet row) throws SQLException {
        return new EventRow(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7));
    }

    /** SHA-256 over the hash before and the whole row, which JSON makes unambiguous. */
    byte[] hash(byte[] before) {
        JsonArray row = new JsonArray();
        row.add(position)
                .add(utc)
                .add(kind)
                .add(severity)
                .add(source)
                .add(sentence)
                .add(detail);
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(before);
            return sha.digest(row.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
