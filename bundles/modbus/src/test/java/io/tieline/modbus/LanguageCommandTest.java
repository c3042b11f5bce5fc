package io.tieline.modbus;

import static io.tieline.modbus.Profiles.profile;
import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.profile.Profile;
import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceSession;
import io.tieline.southbound.ReadListener;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Commands as a profile words them: gates, timers, complements, read-back and heartbeat. */
class LanguageCommandTest {

    private static final String SETPOINT =
            """
            read:
              - {point: pcs.power, address: 1, type: i16, unit: W}
            commands:
              - command: pcs.power.set
                address: 60
                type: i16
                unit: 10 W
                sign: invert
                gate: [{address: 50, value: 3}]
                complement: 61
                reversion: {address: 70, unit: 0.1 s}
                least: -10000
                most: 10000
            """;

    private static CommandResult send(DeviceSession session, String command, double argument) throws Exception {
        return session.write(new Command(command, argument, Duration.ZERO, Duration.ofSeconds(1), "test"))
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
    }

    @Test
    void aSetpointOpensItsGateStartsItsTimerAndCarriesItsComplement() throws Exception {
        RegisterImage image =
                new RegisterImage().put(1, 0).put(50, 0).put(60, 0, 0).put(70, 0);
        try (Bench bench = Bench.serving(image, profile(SETPOINT))) {
            DeviceSession session = bench.connect("test", Map.of());
            assertThat(Bench.power(session, 5000, Duration.ofSeconds(10))).isEqualTo(new CommandResult.Confirmed(5000));
            assertThat(image.get(50)).isEqualTo(3);
            assertThat(image.get(70)).isEqualTo(100);
            assertThat((short) image.get(60)).isEqualTo((short) -500);
            assertThat((short) image.get(61)).isEqualTo((short) ~-500);
            assertThat(Bench.power(session, 10_001, Duration.ofSeconds(10))).isInstanceOf(CommandResult.Refused.class);
        }
    }

    @Test
    void withoutItsGateOrTimerNoSetpointIsSent() throws Exception {
        for (int hole : new int[] {50, 70}) {
            RegisterImage image = new RegisterImage().put(1, 0).put(60, 0, 0);
            image.put(hole == 50 ? 70 : 50, 0);
            try (Bench bench = Bench.serving(image, profile(SETPOINT))) {
                DeviceSession session = bench.connect("test", Map.of());
                assertThat(Bench.power(session, 5000, Duration.ofSeconds(10)))
                        .isInstanceOfSatisfying(CommandResult.Refused.class, refused -> assertThat(refused.why())
                                .contains("not sent", String.valueOf(hole)));
                assertThat(image.get(60)).isZero();
            }
        }
    }

    @Test
    void aCommandOfOneBlockIsReadBackInItsPoint() throws Exception {
        RegisterImage image = new RegisterImage().put(20, 0, 0).put(30, 0, 0);
        try (Bench bench = Bench.serving(
                image,
                profile(
                        """
                        repeat:
                          - n: 2
                            stride: 1
                            read:
                              - {point: "outlet.{n}.state", address: 20, states: {0: off, 1: on}}
                            commands:
                              - {command: "outlet.{n}.switch", address: 20, choices: {0: 0, 1: 1}, readBack: "outlet.{n}.state"}
                        """))) {
            DeviceSession session = bench.connect("test", Map.of());
            assertThat(session.commands()).containsExactlyInAnyOrder("outlet.1.switch", "outlet.2.switch");
            assertThat(session.write(new Command("outlet.2.switch", 1, Duration.ZERO, Duration.ofSeconds(3), "test"))
                            .toCompletableFuture()
                            .get(5, TimeUnit.SECONDS))
                    .isEqualTo(new CommandResult.Confirmed(1));
            assertThat(image.get(20)).isZero();
            assertThat(image.get(21)).isEqualTo(1);
        }
    }

    @Test
    void aCommandThatTimedOutWritesNothingMore() throws Exception {
        RegisterImage image =
                new RegisterImage().put(1, 0).put(50, 0).put(60, 0, 0).put(70, 0);
        try (Bench bench = Bench.serving(image, profile(SETPOINT))) {
            DeviceSession session = bench.connect("test", Map.of());
            assertThat(session.write(Command.power(5000, Duration.ofSeconds(10), Duration.ofNanos(1), "test"))
                            .toCompletableFuture()
                            .get(5, TimeUnit.SECONDS))
                    .isInstanceOf(CommandResult.TimedOut.class);
            // Commands go one after the other: when this one has ended, so has the one before.
            assertThat(Bench.power(session, 10_001, Duration.ofSeconds(10))).isInstanceOf(CommandResult.Refused.class);
            assertThat(image.get(60)).isZero();
        }
    }

    @Test
    void aCommandWhoseReadBackIsGoneIsNotSent() throws Exception {
        Profile whole = profile(
                """
                read:
                  - {point: pcs.power, address: 1, unit: W}
                  - {point: pcs.pf, address: 2}
                commands:
                  - {command: pcs.pf.set, address: 60, readBack: pcs.pf}
                """);
        Profile less = profile("read:\n  - {point: pcs.power, address: 1, unit: W}\n");
        Profile variant = new Profile(
                "test",
                whole.title(),
                whole.kind(),
                whole.recognition(),
                less.plan(),
                whole.commands(),
                whole.fixed(),
                whole.facts());
        RegisterImage image = new RegisterImage().put(1, 0, 0).put(60, 0);
        try (Bench bench = Bench.serving(image, variant)) {
            DeviceSession session = bench.connect("test", Map.of());
            assertThat(send(session, "pcs.pf.set", 1))
                    .isInstanceOfSatisfying(CommandResult.Refused.class, refused -> assertThat(refused.why())
                            .contains("pcs.pf,"));
            assertThat(image.get(60)).isZero();
        }
    }

    @Test
    void aCommandWithoutArgumentIsItsOnlyChoice() throws Exception {
        RegisterImage image = new RegisterImage().put(1, 0).put(60, 0);
        try (Bench bench = Bench.serving(
                image,
                profile(
                        """
                        read:
                          - {point: genset.state, address: 1, states: {0: stopped}}
                        commands:
                          - {command: genset.start, address: 60, choices: {18: 1}}
                          - {command: genset.mode.set, address: 60, choices: {1: 0, 2: 1}}
                        """))) {
            DeviceSession session = bench.connect("test", Map.of());
            assertThat(send(session, "genset.start", Double.NaN)).isEqualTo(new CommandResult.Confirmed(1));
            assertThat(image.get(60)).isEqualTo(18);
            assertThat(send(session, "genset.mode.set", Double.NaN)).isInstanceOf(CommandResult.Refused.class);
        }
    }

    @Test
    void aFloatIsConfirmedOnlyIfTheDeviceHoldsIt() throws Exception {
        // The device shows 0 elsewhere, whatever is written.
        RegisterImage image = new RegisterImage().put(1, 0).put(60, 0, 0).put(62, 0, 0);
        try (Bench bench = Bench.serving(
                image,
                profile(
                        """
                        read:
                          - {point: pcs.pf, address: 1}
                        commands:
                          - {command: pcs.pf.set, address: 60, type: f32, readBack: {address: 62, type: f32}}
                        """))) {
            DeviceSession session = bench.connect("test", Map.of());
            assertThat(send(session, "pcs.pf.set", 0.3)).isInstanceOf(CommandResult.Refused.class);
            image.put(62, 0x3E99, 0x999A);
            assertThat(send(session, "pcs.pf.set", 0.3)).isInstanceOf(CommandResult.Confirmed.class);
            assertThat(send(session, "pcs.pf.set", 1e300))
                    .isInstanceOfSatisfying(CommandResult.Refused.class, refused -> assertThat(refused.why())
                            .contains("does not fit"));
        }
    }

    @Test
    void theHeartbeatCountsAndBeginsAgain() throws Exception {
        RegisterImage image = new RegisterImage().put(1, 0).put(40, 99);
        try (Bench bench = Bench.serving(
                image,
                profile(
                        """
                        modbus: {heartbeat: {address: 40, every: 5 s, count: 0-1}}
                        read:
                          - {point: pcs.power, address: 1, type: i16, unit: W}
                        """))) {
            DeviceSession session = bench.connect("test", Map.of());
            assertThat(session.heartbeat().map(beat -> beat.every())).isEqualTo(Optional.of(Duration.ofSeconds(5)));
            for (int expected : new int[] {0, 1, 0}) {
                CompletableFuture<Boolean> done = new CompletableFuture<>();
                session.beat(new ReadListener() {
                    @Override
                    public void completed() {
                        done.complete(true);
                    }

                    @Override
                    public void failed(DeviceFault fault) {
                        done.completeExceptionally(new DeviceException(fault));
                    }
                });
                done.get(5, TimeUnit.SECONDS);
                assertThat(image.get(40)).isEqualTo(expected);
            }
        }
    }
}
