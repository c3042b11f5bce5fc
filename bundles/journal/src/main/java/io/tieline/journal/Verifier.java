package io.tieline.journal;

import io.tieline.journal.block.Aspect;
import io.tieline.journal.block.BlockReader;
import io.tieline.journal.block.DamagedBlockException;
import io.tieline.journal.block.SampleColumns;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Walks every block and every event: checksums, order, gaps, and the chain of events. */
final class Verifier {

    /** More of a kind say nothing new. */
    private static final int MOST_PROBLEMS = 100;

    private static final String BLOCKS =
            "SELECT first, span, count, device, begins, ends, level, step, data FROM block ORDER BY first";
    private static final String EVENTS = "SELECT " + EventRow.COLUMNS + ", hash FROM event ORDER BY position";

    private final Connection connection;
    private final Path directory;
    private final Dictionary dictionary;
    private final List<String> problems = new ArrayList<>();
    private long blocks;
    private long samples;
    private long events;

    Verifier(Connection connection, Path directory, Dictionary dictionary) {
        this.connection = connection;
        this.directory = directory;
        this.dictionary = dictionary;
    }

    Verification verify() throws SQLException {
        checkFile();
        walkBlocks();
        byte[] head = EventRow.FIRST_HASH;
        Optional<Anchor> anchor = Anchor.read(directory);
        boolean anchored = anchor.isPresent() && anchor.get().events() == 0;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(EVENTS)) {
            while (row.next()) {
                EventRow event = EventRow.of(row);
                if (!Arrays.equals(event.hash(head), row.getBytes(8))) {
                    problem("event " + event.position() + " (" + event.kind() + " of " + event.source()
                            + ") was altered, or one before it was removed");
                }
                head = row.getBytes(8);
                events++;
                anchored |= anchor.isPresent() && anchor.get().equals(new Anchor(event.position(), events, head));
            }
        }
        checkAnchor(anchor, anchored);
        return new Verification(blocks, samples, events, HexFormat.of().formatHex(head), anchored, problems);
    }

    private void checkAnchor(Optional<Anchor> anchor, boolean anchored) {
        if (anchor.isEmpty() && events > 0) {
            problem(Anchor.FILE + " is missing: whether the newest events were cut off cannot be told");
        } else if (anchor.isPresent() && !anchored) {
            problem("the anchor names event " + anchor.get().position() + " as number "
                    + anchor.get().events()
                    + " of the chain, which is not there: the newest events were removed, or the"
                    + " file is an older copy");
        }
    }

    private void checkFile() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA quick_check(10)")) {
            while (row.next()) {
                if (!"ok".equals(row.getString(1))) {
                    problem("the database is damaged: " + row.getString(1));
                }
            }
        }
    }

    private void walkBlocks() throws SQLException {
        long end = 0;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(BLOCKS)) {
            while (row.next()) {
                BlockRow block = BlockRow.of(row);
                if (blocks > 0) {
                    checkOrder(block, end);
                }
                end = Math.max(end, block.end());
                checkContent(block);
                blocks++;
                samples += block.count();
            }
        }
    }

    private void checkOrder(BlockRow block, long end) throws SQLException {
        if (block.first() < end) {
            problem("block " + block.first() + " overlaps the one before it");
        } else if (block.first() > end) {
            long events = Store.numbers(
                    connection, "SELECT count(*) FROM event WHERE position >= ? AND position < ?", end, block.first())[
                    0];
            if (events < block.first() - end) {
                problem((block.first() - end - events) + " records before block " + block.first() + " are missing");
            }
        }
    }

    private void checkContent(BlockRow block) {
        try {
            BlockReader reader = BlockReader.open(block.data());
            SampleColumns content = reader.samples();
            int aspects = reader.isSteps() ? Aspect.COUNT : 1;
            if (reader.isSteps() != (block.step() > 0)
                    || block.step() == 0 && content.size() != block.count()
                    || block.step() == 0 && (content.begins() != block.begins() || content.ends() != block.ends())) {
                problem("block " + block.first() + " is not what its row says");
            }
            for (int id : reader.points()) {
                if (!dictionary.knowsPoint(id / aspects)) {
                    problem("block " + block.first() + " has a point " + id / aspects + " without a name");
                }
            }
        } catch (DamagedBlockException e) {
            problem("block " + block.first() + " of " + dictionary.deviceName(block.device()) + " with " + block.count()
                    + " samples cannot be read: " + e.getMessage());
        }
    }

    private void problem(String what) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(what);
        }
    }
}
