package io.tieline.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {

    private final Path directory;

    VerificationTest(@TempDir Path directory) {
        this.directory = directory;
    }

    /** 40 s of two devices, an event each second, merged in between. */
    private void record() {
        try (RecordedSite site = new RecordedSite(directory, 2, 3)) {
            for (int second = 0; second < 40; second++) {
                site.read((device, point, time) -> device + point + time / 1000 % 10);
                site.flush();
                site.event("event " + second);
            }
        }
    }

    private Verification verify() {
        try (JournalFile file = JournalFile.open(directory)) {
            return file.verify();
        }
    }

    private void tamper(String... changes) throws SQLException, IOException {
        try (Connection database = new Database(directory).openForWriting();
                Statement statement = database.createStatement()) {
            for (String change : changes) {
                assertThat(statement.executeUpdate(change)).isPositive();
            }
            database.commit();
        }
    }

    @Test
    void anUntouchedRecordIsWhole() {
        record();
        Verification found = verify();
        assertThat(found.problems()).isEmpty();
        assertThat(found.events()).isEqualTo(40);
        assertThat(found.samples()).isEqualTo(40 * 2 * 3);
        assertThat(found.anchored()).isTrue();
        try (JournalFile file = JournalFile.open(directory)) {
            JournalInfo info = file.info();
            assertThat(info.events()).isEqualTo(40);
            assertThat(info.points()).isEqualTo(6);
            assertThat(info.zones()).singleElement().satisfies(zone -> assertThat(zone.samples())
                    .isEqualTo(240));
            assertThat(file.points()).contains("pdu-01/outlet.3.power");
        }
    }

    @Test
    void anAlteredEventIsFound() throws Exception {
        record();
        tamper("UPDATE event SET sentence = 'nothing happened' WHERE sentence = 'event 7'");
        assertThat(verify().problems()).singleElement().asString().contains("was altered");
    }

    @Test
    void aRemovedEventIsFound() throws Exception {
        record();
        tamper("DELETE FROM event WHERE sentence = 'event 7'");
        assertThat(verify().problems()).anyMatch(problem -> problem.contains("was removed"));
    }

    @Test
    void theFirstEventCannotBeRemovedUnseen() throws Exception {
        record();
        tamper("DELETE FROM event WHERE position = (SELECT min(position) FROM event)");
        assertThat(verify().problems()).anyMatch(problem -> problem.contains("was removed"));
    }

    @Test
    void theNewestEventCannotBeRemovedUnseenWhileTheAnchorIsThere() throws Exception {
        record();
        tamper("DELETE FROM event WHERE position = (SELECT max(position) FROM event)");
        assertThat(verify().problems()).singleElement().asString().contains("the newest events were removed");

        try (RecordedSite site = new RecordedSite(directory, 2, 3)) {
            assertThat(site.alarms.stands("journal", "journal.chain")).isTrue();
        }
    }

    @Test
    void aChainThatWasComputedAnewDoesNotFitTheAnchor() throws Exception {
        record();
        tamper("UPDATE event SET sentence = 'another' WHERE position = (SELECT max(position) FROM event)");
        try (Connection database = new Database(directory).openForWriting();
                Statement statement = database.createStatement()) {
            byte[] before;
            try (var row = statement.executeQuery("SELECT hash FROM event ORDER BY position DESC LIMIT 1 OFFSET 1")) {
                before = row.getBytes(1);
            }
            EventRow forged;
            try (var row = statement.executeQuery(
                    "SELECT " + EventRow.COLUMNS + " FROM event ORDER BY position DESC LIMIT 1")) {
                forged = EventRow.of(row);
            }
            statement.executeUpdate("UPDATE event SET hash = x'"
                    + HexFormat.of().formatHex(forged.hash(before)) + "' WHERE position = " + forged.position());
            database.commit();
        }
        assertThat(verify().problems()).singleElement().asString().contains("the anchor names");
    }

    @Test
    void withoutTheAnchorItSaysWhatCannotBeProven() throws Exception {
        record();
        Files.delete(directory.resolve(Anchor.FILE));
        assertThat(verify().problems()).singleElement().asString().contains("cannot be told");
    }

    @Test
    void aFlippedByteInABlockIsFound() throws Exception {
        record();
        tamper("UPDATE block SET data = substr(data, 1, length(data) - 1) || x'5a' WHERE first = 1");
        assertThat(verify().problems()).singleElement().asString().contains("block 1 of pdu-");
    }

    @Test
    void aRemovedBlockIsFound() throws Exception {
        record();
        tamper("DELETE FROM block WHERE first = (SELECT first FROM block ORDER BY first LIMIT 1 OFFSET 1)");
        assertThat(verify().problems()).singleElement().asString().contains("are missing");
    }
}
