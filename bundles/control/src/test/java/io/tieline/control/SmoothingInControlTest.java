package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tieline.control.Decision.AlarmType;
import io.tieline.control.Decision.ClaimKind;
import io.tieline.control.lease.LeaseAnswer;
import io.tieline.control.lease.LeaseRequest;
import io.tieline.control.lease.Payload;
import io.tieline.control.lease.PowerRange;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.GuardSettings;
import io.tieline.control.settings.LimitSettings;
import io.tieline.control.settings.ReserveSettings;
import io.tieline.control.settings.ShavingSettings;
import io.tieline.control.settings.SmoothingSettings;
import io.tieline.control.settings.SmoothingSettings.Band;
import io.tieline.control.settings.TrustSettings;
import io.tieline.control.situation.Cabinet;
import io.tieline.control.situation.Input;
import io.tieline.control.situation.Situation;
import io.tieline.control.smoothing.OscillationWatch.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An AI-training load beside one fast battery, decided ten times a second. */
class SmoothingInControlTest {

    private static final double STEP = 0.1;
    private static final double RAMP = 10_000;

    private static final class Fast {
        final ControlCore core;
        final double powerW;
        final double capacityWh;
        final Deque<Double> onTheWay = new ArrayDeque<>();
        double storedWh;
        double battery;
        double importW;
        double fastest;
        long nanos = 1_000_000_000L;
        long utc = Site.START;
        Decision decision;

        Fast(double powerW, double capacityWh, int delaySteps, SmoothingSettings settings) {
            this(powerW, capacityWh, delaySteps, settings, 0);
        }

        Fast(double powerW, double capacityWh, int delaySteps, SmoothingSettings settings, double deadBandW) {
            this.powerW = powerW;
            this.capacityWh = capacityWh;
            this.storedWh = capacityWh * settings.centrePercent() / 100;
            for (int i = 0; i < delaySteps; i++) {
                onTheWay.add(0.0);
            }
            ControlSettings all = ControlSettings.defaults(Site.UTC)
                    .withShaving(new ShavingSettings(false, 0, 0.9, 0))
                    .withReserve(new ReserveSettings(Duration.ZERO, 10, 0, 0, 1))
                    .withGuard(new GuardSettings(1e6, deadBandW, 0))
                    .withLimits(new LimitSettings(Double.POSITIVE_INFINITY, 1e9))
                    .withTrust(new TrustSettings(5, 60, 15, 0.1, 10))
                    .withSmoothing(settings);
            core = new ControlCore(all, ControlState.initial());
            // Three known steps, so that the delay of the loop is measured before the load moves.
            decide(100_000);
        }

        void decide(double loadW) {
            nanos += Math.round(STEP * 1e9);
            utc += Math.round(STEP * 1000);
            battery = onTheWay.isEmpty() ? battery : onTheWay.removeFirst();
            storedWh -= battery * STEP / 3600;
            double before = importW;
            importW = loadW - battery;
            fastest = Math.max(fastest, Math.abs(importW - before) / STEP);
            Situation now = new Situation(
                    Input.good(importW, 0),
                    Input.good(230, 0),
                    Input.good(230, 0),
                    Input.good(50, 0),
                    Input.MISSING,
                    Input.MISSING,
                    List.of(new Cabinet(
                            0, "b", "", storedWh / capacityWh * 100, capacityWh, powerW, powerW, powerW, battery, 0)),
                    List.of());
            decision = core.decide(now, utc, nanos);
            double watts = decision.setpoints().get(0).watts();
            onTheWay.addLast(Double.isNaN(watts) ? 0 : watts);
        }

        void run(DoubleUnaryOperator load, double seconds) {
            for (double t = 0; t < seconds; t += STEP) {
                decide(load.applyAsDouble(t));
            }
        }
    }

    private static SmoothingSettings settings(double longestDelay, Band... bands) {
        return new SmoothingSettings(true, RAMP, RAMP, 60, 300, longestDelay, 0.1, 51.2, List.of(bands));
    }

    /** Upstream moves the batteries a little, so that the delay is known before the load does. */
    private static Fast measured(Fast site, double loadW) {
        for (int i = 0; i < 4; i++) {
            LeaseRequest request = new LeaseRequest(
                    "probe-" + i,
                    site.utc,
                    1,
                    300,
                    i,
                    PowerRange.FREE,
                    new Payload.PowerSchedule(site.utc, Duration.ofSeconds(5), List.of(i % 2 == 0 ? 20_000.0 : 0.0)));
            site.core.grant((LeaseAnswer.Accepted) site.core.offer(request, site.utc, site.nanos));
            site.run(t -> loadW, 3);
        }
        site.run(t -> loadW, 30);
        site.fastest = 0;
        return site;
    }

    @Test
    void withoutAMeasuredDelayItWaitsAndWithALongOneItRefusesAndSaysTheFigure() {
        Fast site = new Fast(300_000, 50_000, 8, settings(0.25));
        assertThat(site.decision.claim(ClaimKind.SMOOTHING).reason())
                .isEqualTo("smoothing waits: its loop delay is not measured yet");
        measured(site, 100_000);
        assertThat(site.decision.claim(ClaimKind.SMOOTHING).reason())
                .isEqualTo("smoothing refuses to run: its loop delay is 800 ms, above 250 ms");
        assertThat(site.decision.claim(ClaimKind.SMOOTHING).maxW()).isInfinite();
        assertThat(site.decision.alarms()).anySatisfy(alarm -> {
            assertThat(alarm.type()).isEqualTo(AlarmType.SMOOTHING_OFF);
            assertThat(alarm.text()).contains("800 ms");
        });
    }

    @Tag("slow")
    @Test
    void aJobThatStartsAndStopsIsSpreadOverTheAgreedRampAndTheBufferReturnsToTheMiddle() {
        Fast site = measured(new Fast(300_000, 50_000, 1, settings(0.25)), 200_000);
        // + 60 % in 3 s, a minute later - 60 % in 1 s.
        site.run(t -> 200_000 + 120_000 * Math.min(1, t / 3), 60);
        assertThat(site.importW).isCloseTo(320_000, within(35_000.0));
        site.run(t -> 320_000 - 120_000 * Math.min(1, t), 60);
        // One step of delay lets the load through for a tenth of a second before the batteries answer.
        assertThat(site.fastest).isLessThan(RAMP + 130_000);
        site.run(t -> 200_000, 900);
        assertThat(site.storedWh / site.capacityWh * 100).isCloseTo(60, within(2.0));
        double afterwards = site.importW;
        site.fastest = 0;
        site.run(t -> 200_000, 10);
        assertThat(site.fastest).isLessThanOrEqualTo(RAMP * 1.001);
        assertThat(site.importW).isCloseTo(afterwards, within(5_000.0));
    }

    @Test
    void theRampOfARisingLoadIsKeptToTheWatt() {
        Fast site = measured(new Fast(300_000, 50_000, 1, settings(0.25)), 200_000);
        site.run(t -> 200_000 + 5_000 * t, 10);
        assertThat(site.fastest).as("a slow load passes").isCloseTo(5_000, within(6_000.0));
        double from = site.importW;
        site.run(t -> 400_000, 0.3);
        double risen = site.importW;
        site.run(t -> 400_000, 5);
        assertThat(site.importW - risen).isCloseTo(5 * RAMP, within(2 * RAMP));
        assertThat(site.decision.claim(ClaimKind.SMOOTHING).reason()).isEqualTo("the load rose faster than 10.0 kW/s");
        assertThat(site.decision.sentence()).startsWith("Discharging ").contains("the load rose faster");
        assertThat(from).isLessThan(risen);
    }

    @Test
    void stepsBelowTheDeadBandAddUpToTheRamp() {
        Fast site = measured(new Fast(300_000, 50_000, 1, settings(0.25), 2_500), 200_000);
        site.run(t -> 300_000, 1);
        double risen = site.importW;
        site.run(t -> 300_000, 4);
        assertThat(site.importW - risen).isCloseTo(4 * RAMP, within(RAMP));
    }

    @Test
    void anOscillationOverItsLimitRaisesTheAlarmAndIsNotFoughtWithALongDelay() {
        Fast site = new Fast(300_000, 50_000, 8, settings(0.25, new Band(0.2, 0.5, 5_000)));
        measured(site, 100_000);
        site.run(t -> 300_000 + 40_000 * Math.sin(2 * Math.PI * 0.3 * t), 3 * 51.2);
        assertThat(site.decision.alarms()).anySatisfy(alarm -> {
            assertThat(alarm.type()).isEqualTo(AlarmType.OSCILLATION);
            assertThat(alarm.text()).contains("between 0.2 and 0.5 Hz, the limit is 5.0 kW");
        });
        assertThat(site.decision.powerW()).as("no damping").isBetween(-300_000.0, 0.0);
        assertThat(site.decision.claim(ClaimKind.SMOOTHING).minW()).isInfinite();
    }

    @Test
    void anOscillationThatStaysMakesSmoothingGiveWayStepByStepAndACalmBringsItBack() {
        // Looks every 2.56 s at the last 10.24 s.
        SmoothingSettings watched =
                new SmoothingSettings(true, RAMP, RAMP, 60, 300, 0.25, 0.1, 10.24, List.of(new Band(0.2, 2, 2_000)));
        Fast site = measured(new Fast(300_000, 50_000, 1, watched), 200_000);
        DoubleUnaryOperator wild = t -> 200_000 + 60_000 * Math.sin(2 * Math.PI * t);
        assertThat(reasons(site, wild, 5)).as("before it is sure").anyMatch(why -> why.contains("than 10.0 kW/s"));
        site.run(wild, 10);
        assertThat(site.core.state().smoothing().oscillation().step()).isEqualTo(Step.NOTIFY);
        assertThat(reasons(site, wild, 1))
                .as("half")
                .anyMatch(why -> why.contains("than 20.0 kW/s"))
                .noneMatch(why -> why.contains("than 10.0 kW/s"));
        site.run(wild, 3);
        assertThat(reasons(site, wild, 1))
                .containsExactly("smoothing stands back: the import oscillates in spite of it");
        assertThat(site.decision.claim(ClaimKind.SMOOTHING).minW()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(site.decision.claim(ClaimKind.SMOOTHING).maxW()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(site.decision.alarms())
                .filteredOn(alarm -> alarm.type() == AlarmType.OSCILLATION)
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.text()).contains("switch on the smoothing of conversions"));
        site.run(t -> 200_000, 60);
        assertThat(site.core.state().smoothing().oscillation().step()).isEqualTo(Step.NONE);
        assertThat(reasons(site, t -> 200_000, 1)).as("it works again").noneMatch(why -> why.contains("stands back"));
    }

    /** What smoothing said meanwhile. */
    private static Set<String> reasons(Fast site, DoubleUnaryOperator load, double seconds) {
        Set<String> reasons = new TreeSet<>();
        for (double t = 0; t < seconds; t += STEP) {
            site.decide(load.applyAsDouble(t));
            reasons.add(site.decision.claim(ClaimKind.SMOOTHING).reason());
        }
        return reasons;
    }

    @Tag("slow")
    @Test
    void aRecordedTrainingJobIsSmoothedWithoutLeavingTheBuffer() throws IOException {
        Path trace = Recordings.folder().resolve("load/ai-training-512gpu-2s.csv");
        assumeThat(trace).as("the recorded training job").exists();
        double[] watts = Files.readAllLines(trace).stream()
                .filter(line -> Character.isDigit(line.charAt(0)))
                .mapToDouble(line -> 1000 * Double.parseDouble(line.substring(line.indexOf(',') + 1)))
                .toArray();
        Fast site = measured(new Fast(300_000, 20_000, 1, settings(0.25)), watts[0]);
        double rawFastest = 0;
        double above = 0;
        for (int i = 1; i < watts.length; i++) {
            double from = watts[i - 1];
            double to = watts[i];
            rawFastest = Math.max(rawFastest, Math.abs(to - from) / 2);
            double before = site.importW;
            site.run(t -> from + (to - from) * Math.min(1, t / 2), 2);
            above += Math.max(0, Math.abs(site.importW - before) / 2 - 1.2 * RAMP);
            assertThat(site.storedWh).isBetween(0.3 * 20_000, 0.95 * 20_000);
        }
        assertThat(rawFastest).as("the load itself").isGreaterThan(2 * RAMP);
        assertThat(above).as("what is left above the ramp").isZero();
    }
}
