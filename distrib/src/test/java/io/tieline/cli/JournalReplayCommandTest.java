package io.tieline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.cli.outcome.Exit;
import io.tieline.control.ControlCore;
import io.tieline.control.ControlState;
import io.tieline.control.Decision;
import io.tieline.control.replay.Frame;
import io.tieline.control.replay.Made;
import io.tieline.control.replay.TapeWriter;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.ShavingSettings;
import io.tieline.control.situation.Cabinet;
import io.tieline.control.situation.Input;
import io.tieline.control.situation.Situation;
import io.tieline.journal.Journal;
import io.tieline.journal.JournalSettings;
import io.tieline.journal.TapeFrame;
import io.tieline.model.AlarmBoard;
import io.tieline.model.SiteClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalReplayCommandTest {

    private static final long START = 1_760_000_000_000L / 1_800_000 * 1_800_000;
    private static final int DECISIONS = 2 * 1800 + 10;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path data;

    /** An hour of 150 kW against a target of 100 kW. */
    @BeforeEach
    void record() {
        SiteClock clock = SiteClock.system();
        ControlSettings settings = ControlSettings.defaults(ZoneOffset.UTC).withShaving(ShavingSettings.fixed(100_000));
        ControlCore core = new ControlCore(settings, ControlState.initial());
        TapeWriter tape = new TapeWriter(settings);
        double soc = 90;
        double batteryW = 0;
        try (Journal journal = Journal.open(
                data.resolve("journal"), JournalSettings.standard(), clock, new AlarmBoard(clock, event -> {}))) {
            for (int second = 0; second < DECISIONS; second++) {
                long utcMillis = START + second * 1000L;
                Situation situation = situation(150_000 + second % 7 - batteryW, batteryW, soc);
                ControlState before = core.state();
                long nanos = second * 1_000_000_000L + 1;
                Decision decision = core.decide(situation, utcMillis, nanos);
                Frame frame = tape.write(new Made(before, situation, utcMillis, nanos, decision, core.state()));
                journal.append(new TapeFrame(utcMillis, frame.key(), frame.bytes()), false);
                batteryW = decision.powerW();
                soc -= batteryW / 3600 / 400_000 * 100;
            }
        }
    }

    private static Situation situation(double gridW, double batteryW, double soc) {
        return new Situation(
                Input.good(gridW, 0.1),
                Input.good(230, 0.1),
                Input.good(230, 0.1),
                Input.good(50, 0.1),
                Input.MISSING,
                Input.good(20_000, 0.1),
                List.of(new Cabinet(1, "cab-1", "", soc, 400_000, 100_000, 100_000, 100_000, batteryW, 0.1)),
                List.of());
    }

    private int run(String... arguments) {
        return Tieline.command()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void everyDecisionIsTheSame() {
        assertThat(run("journal", "replay", data.toString())).as(err.toString()).isEqualTo(Exit.OK);
        assertThat(out.toString())
                .endsWith("RESULT replay decisions=" + DECISIONS + " same=" + DECISIONS + " different=0\n");
    }

    @Test
    void aTimeIsReplayed() {
        assertThat(run(
                        "journal",
                        "replay",
                        "--data",
                        data.toString(),
                        "--from",
                        Instant.ofEpochMilli(START + 1_000_000).toString(),
                        "--to",
                        Instant.ofEpochMilli(START + 1_010_000).toString()))
                .isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("decisions=10 same=10");
    }

    @Test
    void anotherTargetWouldHaveGivenAnotherPeak() throws IOException {
        Path config = Files.writeString(data.resolve("other.yaml"), "peak-shaving: {target: 90000}\n");
        assertThat(run("journal", "replay", data.toString(), "--config", config.toString()))
                .as(err.toString())
                .isEqualTo(Exit.OK);
        assertThat(out.toString())
                .contains("  was:   Discharging 50", "  would: Discharging 60")
                .containsPattern("peak    was 100\\.\\d kW, would have been 90\\.\\d kW")
                .containsPattern(
                        "reserve was at least \\d+\\.\\d minutes, would have been at least \\d+\\.\\d minutes");
        assertThat(run("journal", "replay", data.toString(), "--config", config.toString(), "--json"))
                .isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("\"peak-would\": 90");
    }

    @Test
    void whatCannotBeChangedIsSaid() throws IOException {
        Path config = Files.writeString(data.resolve("other.yaml"), "backup-reserve: {minute: 5}\n");
        assertThat(run("journal", "replay", data.toString(), "--config", config.toString()))
                .isEqualTo(Exit.PROBLEM);
        assertThat(err.toString())
                .contains("backup-reserve: has no minute; it has")
                .contains("minutes");
        Files.writeString(config, "uplink: {node: x}\n");
        assertThat(run("journal", "replay", data.toString(), "--config", config.toString()))
                .isEqualTo(Exit.PROBLEM);
        assertThat(err.toString()).contains("uplink: cannot be changed in a replay");
    }

    private int replay(String config, String... more) throws IOException {
        Path file = Files.writeString(data.resolve("other.yaml"), config);
        List<String> arguments =
                new ArrayList<>(List.of("journal", "replay", data.toString(), "--config", file.toString()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private double bill(String which) {
        Matcher bill = Pattern.compile(which + " (\\d+\\.\\d+) USD").matcher(out.toString());
        assertThat(bill.find()).as(out.toString()).isTrue();
        return Double.parseDouble(bill.group(1));
    }

    @Test
    void aLowerPeakIsALowerBillByTheTariffThatIsAskedFor() throws IOException {
        assertThat(replay("peak-shaving: {target: 90000}\n", "--tariff", "us-ratchet-80"))
                .as(err.toString())
                .isEqualTo(Exit.OK);
        assertThat(bill("would have been")).isLessThan(bill("bill    was"));
        assertThat(replay("peak-shaving: {target: 90000}\n", "--tariff", "us-ratchet-80", "--json"))
                .isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("\"bill-was\": \"", "\"bill-would\": \"");
    }

    /** Its demand windows last 15 minutes, those on the record 30. */
    @Test
    void anotherTariffWouldHaveGivenOtherDecisions() throws IOException {
        assertThat(replay("peak-shaving: {target: 100000, tariff: us-ratchet-80}\n"))
                .as(err.toString())
                .isEqualTo(Exit.OK);
        assertThat(out.toString()).doesNotEndWith("different=0\n");
    }

    @Test
    void aTariffThatIsNoneIsRefusedWithLineAndColumn() throws IOException {
        Path nonsense = Files.writeString(data.resolve("nonsense.yaml"), "tariff: x\nnonsense: 3\n");
        assertThat(replay("peak-shaving: {target: 90000}\n", "--tariff", nonsense.toString()))
                .isEqualTo(Exit.PROBLEM);
        assertThat(err.toString()).contains(nonsense + ":2:1: unknown key \"nonsense\"");
        assertThat(out.toString()).as("before hours are replayed").isEmpty();

        assertThat(replay("peak-shaving:\n  tariff: |\n    tariff: x\n    nonsense: 3\n"))
                .isEqualTo(Exit.PROBLEM);
        assertThat(err.toString()).contains("tariff:2:1: unknown key \"nonsense\"");

        assertThat(replay("peak-shaving: {tariff: nowhere}\n")).isEqualTo(Exit.PROBLEM);
        assertThat(err.toString()).contains("there is no shipped tariff \"nowhere\"");
    }

    @Test
    void oneSettingHasNoBillsToCompare() {
        assertThat(run("journal", "replay", data.toString(), "--tariff", "us-ratchet-80"))
                .isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("give the others with --config");
    }
}
