package io.tieline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tieline.cli.outcome.Exit;
import io.tieline.journal.Journal;
import io.tieline.journal.JournalSettings;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Device;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceKind;
import io.tieline.model.Event;
import io.tieline.model.LiveImage;
import io.tieline.model.PointSet;
import io.tieline.model.SiteClock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalCommandTest {

    private static final long START = 1_760_000_000_000L;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path data;

    @BeforeEach
    void record() {
        SiteClock clock = SiteClock.system();
        LiveImage image = new LiveImage(List.of(new Device(0, "cab-01", DeviceKind.BATTERY)));
        DeviceImage cabinet = image.devices().get(0);
        cabinet.adopt(PointSet.named(List.of("battery.soc", "battery.power")));
        try (Journal journal = Journal.open(
                data.resolve("journal"), JournalSettings.standard(), clock, new AlarmBoard(clock, event -> {}))) {
            for (int second = 0; second < 10; second++) {
                cabinet.target().begin(START + second * 1000L);
                cabinet.target().put(0, 50 + second);
                cabinet.target().put(1, second / 2);
                cabinet.target().commit();
                journal.record(cabinet);
            }
            journal.accept(Event.state(START, "control", "began"));
        }
    }

    @Test
    void infoTellsWhatIsInTheRecord() {
        assertThat(run("journal", "info", "--data", data.toString())).isEqualTo(Exit.OK);
        assertThat(out.toString())
                .contains("1 devices, 2 points, 1 events")
                .contains("as recorded  2025-10-09T08:53:20Z to 2025-10-09T08:53:29Z: 15 samples");
    }

    @Test
    void momentsAreTakenAsPeopleWriteThemAndOthersRefusedInWords() {
        assertThat(run("journal", "at", "--data", data.toString(), "2025-10-09T17:53:25+09:00"))
                .isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("cab-01/battery.soc").contains("2025-10-09T08:53:25Z");
        assertThat(run("journal", "export", "--data", data.toString(), "--from=2025-10-09", "--to=2025-10-10"))
                .isEqualTo(Exit.OK);
        assertThat(run("journal", "export", "--data", data.toString(), "--from=yesterday", "--to=2025-10-10"))
                .isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("'--from': 'yesterday' is no moment; write for instance 2026-03-01");
        assertThat(err.toString()).doesNotContain("java.");
    }

    @Test
    void verifyFindsARecordWholeAndADamagedOneNot() throws Exception {
        assertThat(run("journal", "verify", "--data", data.toString())).isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("15 samples and 1 events read: the record is whole");
        Files.delete(data.resolve("journal/journal.anchor"));
        assertThat(run("journal", "verify", "--data", data.toString())).isEqualTo(Exit.PROBLEM);
        assertThat(err.toString()).contains("journal.anchor is missing");
    }

    @Test
    void exportWritesWhatWasRecordedAndATableOfSteps() throws Exception {
        Path csv = data.resolve("samples.csv");
        assertThat(run(
                        "journal",
                        "export",
                        "--data",
                        data.toString(),
                        "--from=2025-10-09T08:53:20Z",
                        "--to=2025-10-09T08:53:25Z",
                        "--points=cab-*/battery.soc",
                        "--format=csv",
                        "--output=" + csv))
                .as(err.toString())
                .isEqualTo(Exit.OK);
        assertThat(Files.readAllLines(csv))
                .hasSize(6)
                .contains("time,point,value,quality,text", "2025-10-09T08:53:22Z,cab-01/battery.soc,52.0,GOOD,");

        assertThat(run(
                        "journal",
                        "export",
                        "--data",
                        data.toString(),
                        "--from=2025-10-09T08:53:20Z",
                        "--to=2025-10-09T08:53:30Z",
                        "--step=5"))
                .isEqualTo(Exit.OK);
        assertThat(out.toString())
                .contains("time,cab-01/battery.soc,cab-01/battery.power")
                .contains("2025-10-09T08:53:25Z,54.0,2.0");
    }

    @Test
    void aParquetFileIsWhatAnotherReaderOfParquetReads() throws Exception {
        assumeTrue(HyParquet.isThere(), "skipped: no Node.js, or hyparquet cannot be fetched");
        Path file = data.resolve("samples.parquet");
        String[] export = {
            "journal",
            "export",
            "--data=" + data,
            "--from=2025-10-09T08:53:20Z",
            "--to=2025-10-09T08:53:30Z",
            "--format=parquet",
            "--output=" + file
        };
        assertThat(run(export)).as(err.toString()).isEqualTo(Exit.OK);
        assertThat(HyParquet.rows(file))
                .hasSize(15)
                .startsWith("{\"time\":\"2025-10-09T08:53:20.000Z\",\"point\":\"cab-01/battery.soc\",\"value\":50,"
                        + "\"quality\":\"GOOD\",\"text\":null}")
                .endsWith("{\"time\":\"2025-10-09T08:53:28.000Z\",\"point\":\"cab-01/battery.power\",\"value\":4,"
                        + "\"quality\":\"GOOD\",\"text\":null}");

        String[] table = Arrays.copyOf(export, export.length + 1);
        table[export.length] = "--step=5";
        assertThat(run(table)).isEqualTo(Exit.OK);
        assertThat(HyParquet.rows(file))
                .containsExactly(
                        "{\"time\":\"2025-10-09T08:53:25.000Z\",\"cab-01/battery.soc\":54,\"cab-01/battery.power\":2}",
                        "{\"time\":\"2025-10-09T08:53:30.000Z\",\"cab-01/battery.soc\":59,\"cab-01/battery.power\":4}");
    }

    @Test
    void atTellsWhatAPointWasAtAMoment() {
        assertThat(run("journal", "at", "2025-10-09T08:53:27.400Z", "--data=" + data, "--points=*/battery.soc"))
                .as(err.toString())
                .isEqualTo(Exit.OK);
        assertThat(out.toString().strip().split(" +"))
                .containsExactly("cab-01/battery.soc", "57.0", "GOOD", "2025-10-09T08:53:27Z");
    }

    @Test
    void aMistakeIsNamedWithItsRemedy() {
        assertThat(run("journal", "info", "--data", data.resolve("nowhere").toString()))
                .isEqualTo(Exit.PROBLEM);
        assertThat(err.toString()).contains("Name the directory that holds journal.db");
        assertThat(run(
                        "journal",
                        "export",
                        "--data",
                        data.toString(),
                        "--from=2026-01-01T00:00:00Z",
                        "--to=2025-01-01T00:00:00Z"))
                .isEqualTo(Exit.USAGE);
        assertThat(run(
                        "journal",
                        "export",
                        "--data",
                        data.toString(),
                        "--from=2025-01-01T00:00:00Z",
                        "--to=2026-01-01T00:00:00Z",
                        "--format=parquet"))
                .isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("needs --output FILE");
    }

    private int run(String... arguments) {
        return Tieline.command()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
