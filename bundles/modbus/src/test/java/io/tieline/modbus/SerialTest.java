package io.tieline.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fazecast.jSerialComm.SerialPort;
import com.ghgande.j2mod.modbus.slave.ModbusSlave;
import com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory;
import com.ghgande.j2mod.modbus.util.SerialParameters;
import io.tieline.modbus.unit.Answer;
import io.tieline.southbound.DeviceFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A serial line: a pair of pseudo terminals that socat makes, and a slave of j2mod with two units at its far end. */
class SerialTest {

    @TempDir
    Path folder;

    private Process cable;
    private ModbusSlave slave;
    private final RegisterImage image = new RegisterImage();

    @BeforeEach
    void plug() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/socat")), "socat is not installed: no serial line to test on");
        Path near = folder.resolve("near");
        Path far = folder.resolve("far");
        cable = new ProcessBuilder("/usr/bin/socat", "pty,raw,echo=0,link=" + near, "pty,raw,echo=0,link=" + far)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        await().atMost(10, TimeUnit.SECONDS).until(() -> Files.exists(near) && Files.exists(far));
        slave = ModbusSlaveFactory.createSerialSlave(new SerialParameters(
                far.toRealPath().toString(), 19_200, 0, 0, 8, SerialPort.ONE_STOP_BIT, SerialPort.EVEN_PARITY, false));
        for (int i = 0; i < 125; i++) {
            image.put(100 + i, 1000 + i);
        }
        slave.addProcessImage(3, image);
        slave.addProcessImage(4, new RegisterImage().put(100, 44));
        slave.open();
    }

    @AfterEach
    void unplug() throws Exception {
        if (slave != null) {
            slave.close();
        }
        if (cable != null) {
            cable.destroy();
            cable.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private String uri(int unit) throws IOException {
        return "modbus+serial://" + folder.resolve("near").toRealPath() + "?unit=" + unit + "&baud=19200&parity=even";
    }

    @Test
    void aUnitIsReadAndWritten() throws Exception {
        try (Unit unit = new Unit(uri(3))) {
            TransportTest.readsAndWrites(unit, image);
        }
    }

    @Test
    void aUnitThatIsSilentCostsTheOthersOnTheLineNothingButItsTime() throws Exception {
        try (Unit unit = new Unit(uri(3))) {
            assertThat(unit.read(uri(9), 100, 1)).isInstanceOfSatisfying(Answer.Failed.class, failed -> assertThat(
                            failed.fault().kind())
                    .isEqualTo(DeviceFault.Kind.TIMEOUT));
            assertThat(unit.read(100, 1)).isInstanceOfSatisfying(Answer.Words.class, words -> assertThat(words.at(100))
                    .isEqualTo(1000));
            assertThat(unit.read(uri(4), 100, 1))
                    .isInstanceOfSatisfying(Answer.Words.class, words -> assertThat(words.at(100))
                            .isEqualTo(44));
        }
    }

    @Test
    void aPortThatIsNotThereSaysSo() throws Exception {
        try (Unit unit = new Unit("modbus+serial:///dev/ttyNoSuchPort?unit=1")) {
            assertThat(unit.read(100, 1)).isInstanceOfSatisfying(Answer.Failed.class, failed -> {
                assertThat(failed.fault().kind()).isEqualTo(DeviceFault.Kind.NO_CONNECTION);
                assertThat(failed.fault().text()).contains("/dev/ttyNoSuchPort").contains("check its name");
            });
        }
    }

    @Test
    void anAdapterThatIsPulledOutIsNoConnection() throws Exception {
        try (Unit unit = new Unit(uri(3))) {
            assertThat(unit.read(100, 1)).isInstanceOf(Answer.Words.class);
            slave.close();
            cable.destroy();
            cable.waitFor(10, TimeUnit.SECONDS);
            assertThat(unit.read(100, 1)).isInstanceOfSatisfying(Answer.Failed.class, failed -> assertThat(
                            failed.fault().kind())
                    .isEqualTo(DeviceFault.Kind.NO_CONNECTION));
        }
    }
}
