package io.tieline.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.tieline.model.CommandResult;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.Quality;
import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceSession;
import io.tieline.southbound.DeviceTarget;
import io.tieline.southbound.PollGroup;
import io.tieline.southbound.Proposal;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** SunSpec devices served by an independent slave (j2mod) are found, read and steered. */
class SunSpecTest {

    private static final int M701 = 40070;
    private static final int M704 = M701 + 155;
    private static final int M713 = M704 + 67;
    private static final int M802 = M713 + 9;

    /** A cabinet: 1, 701, 704, 713, 802, end. */
    private static RegisterImage cabinet() {
        RegisterImage image = new RegisterImage()
                .put32(40000, 0x53756E53)
                .model(40002, 1, 66)
                .text(40004, 16, "Accumulus")
                .text(40020, 16, "Cube 100")
                .text(40044, 8, "1.2.3")
                .text(40052, 16, "SN-77")
                .model(M701, 701, 153)
                .model(M704, 704, 65)
                .model(M713, 713, 7)
                .model(M802, 802, 62)
                .put(M802 + 64, 0xFFFF, 0);
        image.put(M701 + 4, 3, 1).put32(M701 + 8, 0).put(M701 + 10, -2500).put(M701 + 116, 1);
        image.put(M701 + 14, 0x8000)
                .put(M701 + 113, -1)
                .put32(M701 + 17, 50_010)
                .put(M701 + 115, -3);
        image.put(M701 + 19, 0, 0, 1, 0).put(M701 + 120, 0);
        image.put(M704 + 22, 0, 1).put32(M704 + 24, 7).put32(M704 + 26, 0).put(M704 + 30, 0);
        image.put32(M704 + 31, 60).put32(M704 + 33, 0).put(M704 + 55, 2);
        image.put(M713 + 2, 1000, 400, 500, 990, 0).put(M713 + 7, 2, -1);
        image.put(M802 + 3, 1000, 500, 600)
                .put(M802 + 53, 2, 2)
                .put(M802 + 11, 0xFFFF)
                .put(M802 + 56, -1);
        image.put(M802 + 16, 4).put(M802 + 22, 3).put(M802 + 44, -130).put(M802 + 61, -1);
        image.put(M802 + 47, -250).put(M802 + 63, 2);
        return image;
    }

    @Test
    void findsTheModelsAndSaysWhoTheDeviceIs() throws Exception {
        try (Bench bench = Bench.serving(cabinet())) {
            DeviceSession session = bench.connect(DeviceTarget.AUTO, Map.of());

            assertThat(session.identity().manufacturer()).isEqualTo("Accumulus");
            assertThat(session.identity().serial()).isEqualTo("SN-77");
            assertThat(session.identity().profile()).isEqualTo("sunspec");
            assertThat(session.groups()).extracting(PollGroup::name).containsExactly("fast", "slow", "rare");
            assertThat(session.commands()).containsExactly("pcs.power.set");
        }
    }

    @Test
    void valuesComeInSiUnitsWithTheirSignAndTheDevicesOwnWord() throws Exception {
        try (Bench bench = Bench.serving(cabinet())) {
            DeviceSession session = bench.connect(DeviceTarget.AUTO, Map.of());
            DeviceSnapshot values = bench.readAll(session);

            assertThat(values.usable("pcs.power")).isEqualTo(-25_000);
            assertThat(values.usable("pcs.frequency")).isEqualTo(50.01);
            assertThat(values.usable("pcs.energy.discharged")).isEqualTo(65_536);
            assertThat(values.usable("battery.energy.available")).isEqualTo(40_000);
            assertThat(values.usable("battery.capacity.rated")).isEqualTo(100_000);
            assertThat(values.usable("battery.limit.charge.power")).isEqualTo(50_000);
            assertThat(values.usable("battery.limit.discharge.power")).isEqualTo(60_000);
            assertThat(values.usable("battery.current")).isEqualTo(-13);
            assertThat(values.usable("pcs.grid.connected")).isEqualTo(1);
            int state = session.points().indexOf("battery.state");
            assertThat(session.points().get(state).definition().stateName(values.value(state)))
                    .isEqualTo("charging");
            assertThat(values.text(session.points().indexOf("battery.state.native")))
                    .isEqualTo("CHARGING");
            assertThat(values.text(session.points().indexOf("device.model"))).isEqualTo("Cube 100");
        }
    }

    @Test
    void theStateRegisterWinsOverTheChargeStatus() throws Exception {
        RegisterImage image = cabinet();
        image.put(M802 + 22, 99);
        try (Bench bench = Bench.serving(image)) {
            DeviceSession session = bench.connect(DeviceTarget.AUTO, Map.of());
            DeviceSnapshot values = bench.readAll(session);
            assertThat(values.text(session.points().indexOf("battery.state.native")))
                    .isEqualTo("FAULT");
        }
    }

    @Test
    void whereOneModelDoesNotHaveAValueAnotherOneGivesIt() throws Exception {
        try (Bench bench = Bench.serving(cabinet())) {
            // 802.SoC is not implemented, 713.SoC is.
            DeviceSnapshot values = bench.readAll(bench.connect(DeviceTarget.AUTO, Map.of()));
            assertThat(values.usable("battery.soc")).isEqualTo(50);
        }
    }

    @Test
    void aValueTheDeviceDoesNotImplementIsNoPointAndNeverANumber() throws Exception {
        RegisterImage image = cabinet();
        try (Bench bench = Bench.serving(image)) {
            DeviceSession session = bench.connect(DeviceTarget.AUTO, Map.of());
            assertThat(session.points().indexOf("pcs.current")).isNegative();

            image.put(M701 + 10, 0x8000);
            DeviceSnapshot values = bench.readAll(session);
            assertThat(values.quality(session.points().indexOf("pcs.power"))).isEqualTo(Quality.BAD_SENTINEL);
        }
    }

    @Test
    void aScaleFactorThatChangesAtRunTimeCountsFromTheNextPollOn() throws Exception {
        RegisterImage image = cabinet();
        try (Bench bench = Bench.serving(image)) {
            DeviceSession session = bench.connect(DeviceTarget.AUTO, Map.of());
            assertThat(bench.readAll(session).usable("pcs.power")).isEqualTo(-25_000);
            image.put(M701 + 116, 0);
            assertThat(bench.readAll(session).usable("pcs.power")).isEqualTo(-2500);
            image.put(M701 + 116, 77);
            DeviceSnapshot values = bench.readAll(session);
            assertThat(values.quality(session.points().indexOf("pcs.power"))).isEqualTo(Quality.BAD_OUT_OF_RANGE);
        }
    }

    @Test
    void theOpenSignIsTurnedWhereTheSiteSaysSo() throws Exception {
        try (Bench bench = Bench.serving(cabinet())) {
            DeviceSnapshot values = bench.readAll(bench.connect(DeviceTarget.AUTO, Map.of("battery.sign", "invert")));
            assertThat(values.usable("battery.power")).isEqualTo(25_000);
            assertThat(values.usable("battery.current")).isEqualTo(13);
            assertThat(values.usable("pcs.power")).as("701 fixes its sign").isEqualTo(-25_000);
        }
    }

    @Test
    void aSetpointIsWrittenInOneGoWithItsReversionAndReadBack() throws Exception {
        RegisterImage image = cabinet();
        try (Bench bench = Bench.serving(image)) {
            DeviceSession session = bench.connect(DeviceTarget.AUTO, Map.of());
            assertThat(bench.readAll(session).usable("pcs.power.setpoint"))
                    .as("disabled: 0 W")
                    .isZero();

            CommandResult result = Bench.power(session, -12_345, Duration.ofSeconds(30));

            assertThat(result).isEqualTo(new CommandResult.Confirmed(-12_300));
            assertThat(image.get(M704 + 22)).as("WSetEna").isEqualTo(1);
            assertThat(image.get(M704 + 23)).as("WSetMod").isEqualTo(1);
            assertThat((short) image.get(M704 + 25)).as("WSet").isEqualTo((short) -123);
            assertThat(image.get(M704 + 27)).as("WSetRvrt").isZero();
            assertThat(image.get(M704 + 28)).as("WSetPct untouched").isEqualTo(0xFFFF);
            assertThat(image.get(M704 + 30)).as("WSetEnaRvrt").isEqualTo(1);
            assertThat(image.get(M704 + 32)).as("WSetRvrtTms").isEqualTo(30);
            assertThat(bench.readAll(session).usable("pcs.power.setpoint")).isEqualTo(-12_300);
        }
    }

    @Test
    void withoutAReversionTimerNoSetpointIsSent() throws Exception {
        RegisterImage image = cabinet();
        image.put32(M704 + 31, 0xFFFF_FFFFL);
        try (Bench bench = Bench.serving(image)) {
            DeviceSession session = bench.connect(DeviceTarget.AUTO, Map.of());
            CommandResult result = Bench.power(session, 1000, Duration.ofSeconds(30));
            assertThat(result).isInstanceOfSatisfying(CommandResult.Refused.class, refused -> assertThat(refused.why())
                    .contains("WSetRvrtTms"));
            assertThat(image.get(M704 + 22)).isZero();
        }
    }

    @Test
    void aChainThatMovesIsNoticedBeforeAnyValueIsTakenFromIt() throws Exception {
        RegisterImage image = cabinet();
        try (Bench bench = Bench.serving(image)) {
            DeviceSession session = bench.connect(DeviceTarget.AUTO, Map.of());
            bench.readAll(session);
            image.put(M701, 103);
            assertThatThrownBy(() -> bench.readAll(session))
                    .cause()
                    .isInstanceOfSatisfying(
                            DeviceException.class,
                            e -> assertThat(e.fault().kind()).isEqualTo(DeviceFault.Kind.UNRECOGNISED));
        }
    }

    @Test
    void theChainIsFoundAtZeroAndEndsWithAnExceptionToo() throws Exception {
        RegisterImage image = new RegisterImage()
                .put32(0, 0x53756E53)
                .model(2, 1, 65)
                .text(4, 16, "Meters Inc")
                .model(69, 203, 105)
                .put(69 + 18, -4321)
                .put(69 + 22, -1)
                .put32(69 + 46, 123_456)
                .put32(69 + 38, 0)
                .put(69 + 54, 1);
        try (Bench bench = Bench.serving(image)) {
            DeviceSession session = bench.connect("sunspec", Map.of());
            DeviceSnapshot values = bench.readAll(session);
            assertThat(values.usable("meter.power")).isEqualTo(-432.1);
            assertThat(values.usable("meter.energy.import")).isEqualTo(1_234_560);
            assertThat(values.quality(session.points().indexOf("meter.energy.export")))
                    .as("an accumulator at 0 says nothing, but the point is there")
                    .isEqualTo(Quality.BAD_SENTINEL);
        }
    }

    @Test
    void everyStringOfABankIsAPointOfItsOwn() throws Exception {
        RegisterImage image = new RegisterImage()
                .put32(50000, 0x53756E53)
                .model(50002, 803, 26 + 2 * 32)
                .put(50002 + 2, 2, 2)
                .put(50002 + 26, -1)
                .put(50002 + 32, 555)
                .put(50002 + 64, 444)
                .put32(50002 + 29, 3)
                .put32(50002 + 61, 1)
                .put(50002 + 92, 0xFFFF, 0);
        try (Bench bench = Bench.serving(image)) {
            DeviceSnapshot values = bench.readAll(bench.connect("sunspec", Map.of()));
            assertThat(values.usable("battery.strings")).isEqualTo(2);
            assertThat(values.usable("string.1.soc")).isEqualTo(55.5);
            assertThat(values.usable("string.2.soc")).isEqualTo(44.4);
            assertThat(values.usable("string.1.contactor")).isEqualTo(1);
            assertThat(values.usable("string.2.contactor")).isZero();
        }
    }

    @Test
    void aDeviceThatSpeaksModbusButNotSunSpecIsSaidToBeUnknown() throws Exception {
        try (Bench bench = Bench.serving(new RegisterImage().put(40000, 1, 2))) {
            assertThatThrownBy(() -> bench.connect(DeviceTarget.AUTO, Map.of()))
                    .cause()
                    .isInstanceOfSatisfying(
                            DeviceException.class,
                            e -> assertThat(e.fault().kind()).isEqualTo(DeviceFault.Kind.UNRECOGNISED));
        }
    }

    @Test
    void aProposalListsTheModelsWithoutASession() throws Exception {
        try (Bench bench = Bench.serving(cabinet())) {
            DeviceTarget target = new DeviceTarget(
                    Bench.DEVICE,
                    URI.create("modbus://127.0.0.1:" + bench.port + "/1"),
                    DeviceTarget.AUTO,
                    Duration.ofSeconds(1),
                    Duration.ofMillis(500),
                    Map.of());
            assertThat(bench.protocol.propose(target).toCompletableFuture().get(10, TimeUnit.SECONDS))
                    .singleElement()
                    .extracting(Proposal::because, STRING)
                    .matches("SunSpec models at 40000: 1 .*, 701 .*, 704 .*, 713 .*, 802 .*");
        }
    }
}
