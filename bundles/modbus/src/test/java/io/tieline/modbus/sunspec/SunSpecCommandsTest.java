package io.tieline.modbus.sunspec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieline.modbus.Bench;
import io.tieline.modbus.RegisterImage;
import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceSession;
import io.tieline.southbound.DeviceTarget;
import io.tieline.southbound.ReadListener;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** SunSpec devices are steered through the models they have, and not where they could not let go by themselves. */
class SunSpecCommandsTest {

    private static final int M120 = 40_070;
    private static final int M121 = M120 + 28;
    private static final int M123 = M121 + 32;
    private static final int M124 = M123 + 26;
    private static final int M802 = M124 + 26;
    private static final int M715 = M802 + 64;
    private static final int M701 = M715 + 9;

    /** A hybrid inverter from before the 700 models, with a battery beside it: 10 kW of charge, 5 kW rated discharge. */
    private static RegisterImage hybrid() {
        RegisterImage image = new RegisterImage()
                .put32(40_000, 0x53756E53)
                .model(40_002, 1, 66)
                .model(M120, 120, 26)
                .model(M121, 121, 30)
                .model(M123, 123, 24)
                .model(M124, 124, 24)
                .model(M802, 802, 62)
                .model(M715, 715, 7)
                .model(M701, 701, 153)
                .put(M701 + 155, 0xFFFF, 0);
        image.put(M120 + 25, 500, 1);
        image.put(M121 + 2, 1000).put(M121 + 22, 1);
        image.put(M123 + 4, 1, 100, 0, 0, 0, 0).put(M123 + 23, 0);
        image.put(M124 + 2, 1000).put(M124 + 18, 1).put(M124 + 5, 0).put(M124 + 12, 0, 0, 0, 0, 0, 1);
        image.put(M124 + 25, -2);
        image.put(M802 + 4, 800, 450).put(M802 + 54, 1).put(M802 + 17, 0).put(M802 + 20, 0);
        image.put(M802 + 22, 1).put(M802 + 50, 2);
        image.put(M715 + 2, 0).put(M715 + 7, 0, 0);
        image.put(M701 + 3, 0);
        return image;
    }

    private interface Steps {
        void run(RegisterImage image, DeviceSession session) throws Exception;
    }

    private static void on(RegisterImage image, Steps steps) throws Exception {
        try (Bench bench = Bench.serving(image)) {
            steps.run(image, bench.connect(DeviceTarget.AUTO, Map.of()));
        }
    }

    private static CompletableFuture<CommandResult> send(DeviceSession session, String name, double argument) {
        return session.write(new Command(name, argument, Duration.ZERO, Duration.ofSeconds(3), "test"))
                .toCompletableFuture();
    }

    private static String refusal(CommandResult result) {
        assertThat(result).isInstanceOf(CommandResult.Refused.class);
        return ((CommandResult.Refused) result).why();
    }

    @Test
    void dischargeThroughModel124SetsBothRatesAndTheirReversion() throws Exception {
        on(hybrid(), (image, session) -> {
            CommandResult result = Bench.power(session, 2000, Duration.ofSeconds(40));

            assertThat(result).isEqualTo(new CommandResult.Confirmed(2000));
            assertThat((short) image.get(M124 + 12)).as("OutWRte: 40 % of 5 kW").isEqualTo((short) 4000);
            assertThat((short) image.get(M124 + 13))
                    .as("InWRte: -20 % of 10 kW")
                    .isEqualTo((short) -2000);
            assertThat(image.get(M124 + 15)).as("InOutWRte_RvrtTms").isEqualTo(40);
            assertThat(image.get(M124 + 5)).as("StorCtl_Mod").isEqualTo(3);
        });
    }

    @Test
    void chargeThroughModel124() throws Exception {
        on(hybrid(), (image, session) -> {
            assertThat(Bench.power(session, -1000, Duration.ofSeconds(40)))
                    .isEqualTo(new CommandResult.Confirmed(-1000));
            assertThat((short) image.get(M124 + 12)).isEqualTo((short) -2000);
            assertThat((short) image.get(M124 + 13)).isEqualTo((short) 1000);
        });
    }

    @Test
    void withoutAReversionTimerNothingIsWritten() throws Exception {
        on(hybrid().put(M124 + 15, 0xFFFF), (image, session) -> {
            assertThat(refusal(Bench.power(session, 2000, Duration.ofSeconds(40))))
                    .contains("InOutWRte_RvrtTms");
            assertThat(image.writes).hasValue(0);
        });
    }

    @Test
    void aDeviceThatMayChargeFromPvOnlyIsNotChargedFromTheGrid() throws Exception {
        on(hybrid().put(M124 + 17, 0), (image, session) -> {
            assertThat(refusal(Bench.power(session, -1000, Duration.ofSeconds(40))))
                    .contains("ChaGriSet");
            assertThat(image.writes).hasValue(0);
        });
    }

    @Test
    void theLimitsOfTheBatteryHold() throws Exception {
        on(hybrid(), (image, session) -> {
            assertThat(refusal(Bench.power(session, 4600, Duration.ofSeconds(40))))
                    .contains("4500.0 W", "WDisChaRteMax");
            assertThat(refusal(Bench.power(session, -9000, Duration.ofSeconds(40))))
                    .contains("8000.0 W", "WChaRteMax");
            assertThat(image.writes).hasValue(0);
        });
    }

    @Test
    void aDeviceInLocalOperationIsLeftAlone() throws Exception {
        on(hybrid().put(M802 + 17, 1), (image, session) -> {
            assertThat(refusal(Bench.power(session, 1000, Duration.ofSeconds(40))))
                    .contains("802.LocRemCtl");
            assertThat(image.writes).hasValue(0);
        });
        on(hybrid().put(M715 + 2, 1), (image, session) -> {
            assertThat(refusal(Bench.power(session, 0, Duration.ofSeconds(40)))).contains("715.LocRemCtl");
            assertThat(image.writes).hasValue(0);
        });
    }

    @Test
    void aRateThatDoesNotFitIsNotSent() throws Exception {
        // 500 W of charge against 5 kW of discharge: InWRte would be -1000.00 %, which is another number in 16 bits.
        on(hybrid().put(M124 + 2, 50), (image, session) -> {
            assertThat(refusal(Bench.power(session, 4500, Duration.ofSeconds(40))))
                    .contains("fits into");
            assertThat(image.get(M124 + 5)).as("StorCtl_Mod").isZero();
        });
    }

    @Test
    void aPercentageThatDoesNotFitIsNotSent() throws Exception {
        on(hybrid().put(M123 + 23, -3), (image, session) -> {
            assertThat(refusal(send(session, "pcs.power.limit", 7000).get(10, TimeUnit.SECONDS)))
                    .contains("does not fit");
            assertThat(image.get(M123 + 9)).as("WMaxLim_Ena").isZero();
        });
    }

    @Test
    void aLimitIsAPercentageOfTheMaximum() throws Exception {
        on(hybrid(), (image, session) -> {
            CommandResult result = session.write(
                            new Command("pcs.power.limit", 7000, Duration.ofSeconds(60), Duration.ofSeconds(3), "test"))
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);

            assertThat(result).isEqualTo(new CommandResult.Confirmed(7000));
            assertThat(image.get(M123 + 5)).as("WMaxLimPct").isEqualTo(70);
            assertThat(image.get(M123 + 7)).as("WMaxLimPct_RvrtTms").isEqualTo(60);
            assertThat(image.get(M123 + 9)).as("WMaxLim_Ena").isEqualTo(1);
        });
    }

    @Test
    void aBatteryIsConnectedWhenItsStateSaysSo() throws Exception {
        on(hybrid(), (image, session) -> {
            CompletableFuture<CommandResult> result = send(session, "battery.connect", Double.NaN);
            await().until(() -> image.get(M802 + 50) == 1);
            assertThat(result).isNotDone();
            image.put(M802 + 22, 3);
            assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo(new CommandResult.Confirmed(3));
        });
    }

    @Test
    void aStateThatNeverComesIsNoSuccess() throws Exception {
        on(hybrid(), (image, session) -> assertThat(
                        send(session, "pcs.start", Double.NaN).get(10, TimeUnit.SECONDS))
                .isInstanceOf(CommandResult.TimedOut.class));
    }

    @Test
    void alarmsAreResetOnceTheDeviceTakesTheRequestBack() throws Exception {
        on(hybrid(), (image, session) -> {
            CompletableFuture<CommandResult> result = send(session, "battery.alarm.reset", Double.NaN);
            await().until(() -> image.get(M802 + 20) == 1);
            image.put(M802 + 20, 0);
            assertThat(result.get(10, TimeUnit.SECONDS)).isInstanceOf(CommandResult.Confirmed.class);
        });
    }

    @Test
    void theHeartbeatCountsWhereTheDeviceLooksForIt() throws Exception {
        on(hybrid().put32(M715 + 5, 0).put(M802 + 19, 0), (image, session) -> {
            assertThat(session.heartbeat()).hasValueSatisfying(heartbeat -> assertThat(heartbeat.every())
                    .isEqualTo(Duration.ofSeconds(1)));
            beat(session);
            beat(session);
            assertThat(image.get(M715 + 6)).as("715.ControllerHb").isEqualTo(1);
            assertThat(image.get(M802 + 19)).as("802.CtrlHb").isZero();
        });
        on(hybrid().put(M802 + 19, 0), (image, session) -> {
            beat(session);
            beat(session);
            beat(session);
            assertThat(image.get(M802 + 19)).as("802.CtrlHb").isEqualTo(2);
        });
        on(hybrid(), (image, session) -> assertThat(session.heartbeat()).isEmpty());
    }

    private static void beat(DeviceSession session) throws Exception {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        session.beat(new ReadListener() {
            @Override
            public void completed() {
                done.complete(true);
            }

            @Override
            public void failed(DeviceFault fault) {
                done.completeExceptionally(new AssertionError(fault.text()));
            }
        });
        done.get(5, TimeUnit.SECONDS);
    }

    @Test
    void whatADeviceDoesNotImplementItIsNotAskedFor() throws Exception {
        on(hybrid().put(M802 + 50, 0xFFFF).put(M715 + 7, 0xFFFF).put(M802 + 20, 0xFFFF), (image, session) -> assertThat(
                        session.commands())
                .contains("pcs.power.set", "pcs.start")
                .doesNotContain("battery.connect", "battery.disconnect", "battery.alarm.reset", "pcs.alarm.reset"));
    }
}
