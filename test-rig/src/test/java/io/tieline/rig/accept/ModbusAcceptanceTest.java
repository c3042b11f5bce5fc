package io.tieline.rig.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Captures are read through the real driver, and a wrong value is told. */
class ModbusAcceptanceTest {

    private static final String SUITE =
            """
            blocks:
              - id: Main
                fields:
                  - {id: Number, expression: "int16(hr:3)"}
                  - {id: Absent, expression: "uint16(hr:4; 0xDEAD)"}
                  - {id: Swapped, expression: "hexstring(swapbytes(hr:3))"}
                  - {id: Bits, expression: "bitset(40006; 0-> 'Zero'; 1-> 'One')"}
                  - {id: Coil, expression: "boolean(c:7; 'No'; 'Yes')"}
                  - {id: Sum, expression: "Number + 1"}
            tests:
              - id: all of it
                input:
                  - {firstAddress: "hr:3", rawValues: "FFFE DEAD 0005"}
                  - {firstAddress: "c:7", rawValues: "1"}
                blocks:
                  - id: Main
                    expected:
                      Number: ["%s"]
                      Absent: []
                      Swapped: ["0xFE 0xFF"]
                      Bits: ["Zero", "Bit 2"]
                      Coil: ["Yes"]
                      Sum: ["-1"]
            """;

    private static final String DUMP =
            "[4]: 0x0705\n[5]: 0x0706\n" + "[6]: 0x0000\n[7]: 0x0114\n[8]: 0x9133\n[9]: 0x8014\n"
                    + "[22]: 0x0001\n[23]: 0x9F9A\n[26]: 0xFC27\n[29]: 0x001F\n[30]: 0x0140\n[31]: 0x082F\n[32]: 0x083A\n"
                    + "[33]: 0x0840\n[34]: 0x0056\n[35]: 0x0058\n[36]: 0x0055\n[43]: 0x0257\n[44]: 0x0191\n[45]: 0x013C\n"
                    + "[47]: 0x1000\n";

    private static String run(Path folder, int exit) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ModbusAcceptance.run(folder, false, new PrintStream(out, true, StandardCharsets.UTF_8)))
                .as(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(exit);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Path folder(Path temp) throws IOException {
        Files.createDirectories(temp.resolve("decode-suites"));
        Files.createDirectories(temp.resolve("register-dumps"));
        return temp;
    }

    @Test
    void aSuiteGoesThroughTheProfileLanguage(@TempDir Path temp) throws IOException {
        Files.writeString(folder(temp).resolve("decode-suites/Small.yaml"), SUITE.formatted("-2"));
        assertThat(run(temp, 0)).contains("values=5 right=5 ratio=1.0000 not-judged=1");
    }

    @Test
    void oneWrongValueIsToldAndFails(@TempDir Path temp) throws IOException {
        Files.writeString(folder(temp).resolve("decode-suites/Small.yaml"), SUITE.formatted("-3"));
        assertThat(run(temp, 1)).contains("MISMATCH Small.yaml#all of it Main/Number", "expected -3.0, got -2.0");
    }

    @Test
    void aDumpIsReadThroughTheProfileOfItsDevice(@TempDir Path temp) throws IOException {
        Path dumps = folder(temp).resolve("register-dumps");
        Files.writeString(dumps.resolve("yaskawa__data-01.txt"), DUMP);
        Files.writeString(
                dumps.resolve("EXPECTED.tsv"),
                """
                module\ttestclass\ttest\tdata\twhat\texpression\texpected
                yaskawa\tPVITLDataTests.java\ta\t\tSerial\tdata.getSerialNumber()\t"11491338014"
                yaskawa\tPVITLDataTests.java\ta\t\tPower\tdata.getActivePower()\t3100
                yaskawa\tPVITLDataTests.java\ta\t\tState\tdata.getDeviceOperatingState()\tDeviceOperatingState.Normal
                yaskawa\tPVITLDataTests.java\ta\t\tDC\tdata.getDcPower()\t3188
                """);
        assertThat(run(temp, 0)).contains("values=3 right=3 ratio=1.0000 not-judged=1");
    }

    @Test
    void theRecordingsOfRealDevicesAreRight() {
        Path data = Path.of(System.getProperty("tieline.data", "../../shared/data"));
        assumeTrue(
                Files.isDirectory(data.resolve("modbus/captures")),
                "skipped: set tieline.data to the folder that holds modbus/captures");
        assertThat(run(data, 0)).contains("ratio=1.0000");
    }
}
