package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieline.control.grid.GridState;
import io.tieline.control.replay.Frame;
import io.tieline.control.replay.Made;
import io.tieline.control.replay.Recorded;
import io.tieline.control.replay.Replay;
import io.tieline.control.replay.TapeException;
import io.tieline.control.replay.TapeReader;
import io.tieline.control.replay.TapeWriter;
import io.tieline.control.replay.WhatIf;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.ShavingSettings;
import io.tieline.control.settings.TariffHours;
import io.tieline.control.situation.Situation;
import io.tieline.model.LoadClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was decided is decided again from the record, to the bit. */
class ReplayTest {

    private final OutageSite site = new OutageSite(3).reserve(Duration.ofMinutes(6), Duration.ofMinutes(2));
    private final List<Made> made = new ArrayList<>();
    private final List<Frame> tape = new ArrayList<>();

    /** Hours of a site that loses its grid, its meter and its gateway, and whose load wanders. */
    private void play(long seed, int steps) {
        Random random = new Random(seed);
        site.load(1, LoadClass.P1, 30_000, true);
        site.load(2, LoadClass.P3, 60_000);
        record();
        site.decide();
        for (int i = 0; i < steps; i++) {
            site.baseW = 500_000 + 250_000 * Math.sin(i / 400.0) + 1_000 * random.nextGaussian();
            site.volts = random.nextInt(150) == 0 ? List.of(230.0, 0.0, 201.0).get(random.nextInt(3)) : site.volts;
            site.volts = random.nextInt(100) == 0 ? 230 : site.volts;
            site.meterAnswers = random.nextInt(60) != 0;
            site.acknowledge = random.nextInt(200) == 0;
            if (random.nextInt(500) == 0) {
                site.restart();
                record();
            }
            if (random.nextInt(300) == 0) {
                site.core.fence(fence -> fence.hear("other", 0, false));
            }
            site.after(random.nextInt(20) == 0 ? 30 * random.nextDouble() : random.nextDouble());
        }
    }

    private void record() {
        TapeWriter writer = new TapeWriter(site.settings);
        site.witness = decision -> {
            made.add(decision);
            tape.add(writer.write(decision));
        };
    }

    private static TapeReader reader() {
        return new TapeReader(text -> TariffHours.ALL);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 5, 7})
    void everyDecisionIsTheSame(long seed) {
        play(seed, 3_000);
        decideAgain("seed " + seed);
        assertThat(site.states).as("seed %d", seed).contains(GridState.LOST);
        assertThat(made.stream().map(one -> one.decision().mode()).distinct())
                .as("seed %d", seed)
                .contains(Decision.Mode.DISCHARGING, Decision.Mode.RELEASED);
    }

    @Test
    void aFewMinutesWithAnOutageAreTheSame() {
        play(1, 20);
        site.volts = 0;
        site.run(20);
        site.volts = 230;
        site.run(20);
        decideAgain("an outage");
        assertThat(site.states).contains(GridState.LOST);
    }

    @Test
    void aStretchBeginsWithEveryStartAndEveryTenMinutes() {
        record();
        site.decide();
        for (int tick = 0; tick < 130; tick++) {
            site.after(10);
        }
        List<Integer> beginnings = new ArrayList<>();
        for (int i = 0; i < tape.size(); i++) {
            if (tape.get(i).key()) {
                beginnings.add(i);
            }
        }
        assertThat(beginnings).containsExactly(0, 60, 120);
        site.core.fence(fence -> fence.hear("other", 0, false));
        site.after(10);
        assertThat(tape.get(tape.size() - 1).key())
                .as("it was told something in between")
                .isTrue();
        decideAgain("two ten minutes");
    }

    private void decideAgain(String what) {
        TapeReader reader = reader();
        Replay replay = new Replay(reader);
        for (int i = 0; i < tape.size(); i++) {
            Recorded recorded = reader.read(tape.get(i).bytes());
            Replay.Again again = replay.next(recorded);
            assertThat(recorded.situation())
                    .as("%s step %d", what, i)
                    .isEqualTo(made.get(i).situation());
            assertThat(again.decision())
                    .as("%s step %d", what, i)
                    .isEqualTo(made.get(i).decision());
            assertThat(again.same()).as("%s step %d", what, i).isTrue();
        }
    }

    @Tag("slow")
    @Test
    void aStretchIsReadFromItsBeginningOn() {
        play(7, 3_000);
        int second = firstKeyAfter(1);
        TapeReader reader = reader();
        Replay replay = new Replay(reader);
        for (int i = second; i < tape.size(); i++) {
            assertThat(replay.next(reader.read(tape.get(i).bytes())).same())
                    .as("step %d", i)
                    .isTrue();
        }
        assertThatThrownBy(() -> reader().read(tape.get(second + 1).bytes()))
                .isInstanceOf(TapeException.class)
                .hasMessageContaining("beginning");
    }

    private int firstKeyAfter(int from) {
        int at = from;
        while (!tape.get(at).key()) {
            at++;
        }
        return at;
    }

    @Test
    void anotherSituationGivesAnotherDecision() {
        play(1, 30);
        TapeReader reader = reader();
        Replay replay = new Replay(reader);
        Recorded first = reader.read(tape.get(0).bytes());
        Situation blind = first.situation().doubtingMeter("a test says so");
        Recorded altered = new Recorded(first.begin(), blind, first.utcMillis(), first.nanos(), first.sum());
        assertThat(replay.next(altered).same()).isFalse();
    }

    @Test
    void theSameSettingsWouldHaveGivenTheSame() {
        play(1, 400);
        List<Decision> would = wouldHave(settings -> settings);
        for (int i = 0; i < made.size(); i++) {
            assertThat(would.get(i)).as("step %d", i).isEqualTo(made.get(i).decision());
        }
    }

    @Test
    void aHigherTargetWouldHaveKeptMoreInTheBatteries() {
        play(1, 400);
        List<Decision> would = wouldHave(settings -> settings.withShaving(ShavingSettings.fixed(5_000_000)));
        assertThat(would).noneMatch(decision -> decision.mode() == Decision.Mode.DISCHARGING);
        assertThat(lowestWh(would))
                .isGreaterThanOrEqualTo(
                        lowestWh(made.stream().map(Made::decision).toList()));
        assertThat(highestW(would))
                .as("what the batteries did not give, the grid did")
                .isGreaterThan(highestW(made.stream().map(Made::decision).toList()));
    }

    private List<Decision> wouldHave(UnaryOperator<ControlSettings> changed) {
        TapeReader reader = reader();
        Replay replay = new Replay(reader);
        WhatIf whatIf = new WhatIf(changed);
        List<Decision> would = new ArrayList<>();
        for (Frame frame : tape) {
            Recorded recorded = reader.read(frame.bytes());
            would.add(whatIf.next(recorded, replay.next(recorded).decision()).decision());
        }
        return would;
    }

    private static double highestW(List<Decision> decisions) {
        return decisions.stream()
                .mapToDouble(decision -> decision.flows().gridW())
                .filter(watts -> !Double.isNaN(watts))
                .max()
                .orElseThrow();
    }

    private static double lowestWh(List<Decision> decisions) {
        return decisions.stream()
                .mapToDouble(decision -> decision.reserve().availableWh())
                .min()
                .orElseThrow();
    }

    @Test
    void damageIsSaidAndNeverMisread() {
        play(1, 1);
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            byte[] frame = tape.get(0).bytes().clone();
            byte[] damaged = random.nextBoolean() ? Arrays.copyOf(frame, random.nextInt(frame.length)) : frame;
            if (damaged.length == frame.length) {
                damaged[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                reader().read(damaged);
            } catch (TapeException e) {
                assertThat(e).hasMessageMatching("(?s).*(damaged|version|beginning).*");
            }
        }
    }

    @Tag("slow")
    @Test
    void anUnchangedSiteTakesFewBytes() {
        play(1, 1_000);
        double mean = tape.stream()
                .filter(frame -> !frame.key())
                .mapToInt(frame -> frame.bytes().length)
                .average()
                .orElseThrow();
        assertThat(mean).isLessThan(150);
    }
}
