package io.tieline.modbus.framing;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.tieline.modbus.transport.SerialLine;
import io.tieline.southbound.DeviceFault;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Serial frames carry no length, no number and often noise: the CRC and the function must make up for that. */
class RtuTest {

    private static final Framing RTU = Rtu.FRAMING;
    private static final Request.Target UNIT = new Request.Target(17, 1, 0, 1, false);
    private static final Request READ = Request.read(UNIT, Function.READ_HOLDING_REGISTERS, 107, 3, new Ignored());

    private record Ignored() implements Request.Listener {
        @Override
        public void answered(Request request, ByteBuf data) {}

        @Override
        public void refused(Request request, int code) {}

        @Override
        public void failed(Request request, DeviceFault fault) {}
    }

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex.replace(" ", "")));
    }

    private static ByteBuf withCrc(String hex) {
        ByteBuf frame = Unpooled.buffer().writeBytes(bytes(hex));
        return frame.writeShortLE(Crc16.of(frame, 0, frame.readableBytes()));
    }

    private static @Nullable String mismatch(ByteBuf frame) {
        return RTU.mismatch(READ, frame);
    }

    /** The check value of CRC-16/MODBUS in every catalogue of CRCs, and the example of V1.02, 6.2.2. */
    @Test
    void theCrcIsThatOfTheStandard() {
        ByteBuf digits = Unpooled.copiedBuffer("123456789", StandardCharsets.US_ASCII);
        assertThat(Crc16.of(digits, 0, 9)).isEqualTo(0x4B37);
        assertThat(Crc16.of(bytes("0207"), 0, 2)).isEqualTo(0x1241);
    }

    @Test
    void aRequestIsUnitPduAndCrc() {
        ByteBuf out = Unpooled.buffer();
        RTU.encode(READ, out);
        assertThat(ByteBufUtil.hexDump(out)).isEqualTo("11" + "03" + "006b" + "0003" + "7687");
    }

    @ParameterizedTest
    @CsvSource({
        "11, 0",
        "1103, 0",
        "1103 06, 11",
        "1101 01, 6",
        "1104 00, -1",
        "1103 fc, -1",
        "1183, 5",
        "1106, 8",
        "1110, 8",
        "1107, -1",
        "112b, 0",
        "112b 0d, -1",
        "112b 0e 01 01 00 00, 0",
        "112b 0e 01 01 00 00 02, 0",
        "112b 0e 01 01 00 00 02 00 03 414243, 0",
        "112b 0e 01 01 00 00 02 00 03 414243 01 02, 19",
        "112b 0e 01 01 00 00 00, 10",
        "112b 0e 01 01 00 00 01 00 ff, -1",
    })
    void theLengthFollowsFromTheFunction(String frame, int length) {
        assertThat(RTU.frameLength(bytes(frame))).isEqualTo(length);
    }

    @Test
    void onlyTheAnswerToTheRequestFits() {
        assertThat(mismatch(withCrc("11 03 06 022b 0000 0064"))).isNull();
        assertThat(mismatch(bytes("11 03 06 022b 0000 0064 0000"))).contains("CRC");
        assertThat(mismatch(withCrc("12 03 06 022b 0000 0064"))).contains("unit");
        assertThat(mismatch(withCrc("11 04 06 022b 0000 0064"))).contains("function");
        assertThat(mismatch(withCrc("11 03 04 022b 0000"))).contains("bytes");
    }

    @Test
    void theDataEndBeforeTheCrc() {
        ByteBuf answer = withCrc("11 03 06 022b 0000 0064");
        RTU.trimToData(READ, answer);
        assertThat(ByteBufUtil.hexDump(answer)).isEqualTo("022b00000064");
    }

    @Test
    void anExceptionCarriesItsCode() {
        assertThat(mismatch(withCrc("11 83 02"))).isNull();
        assertThat(RTU.exception(withCrc("11 83 02"))).isEqualTo(2);
        assertThat(mismatch(withCrc("11 83 00"))).contains("without a code");
    }

    @Test
    void aSlowLineIsGivenTheTimeItNeeds() {
        SerialLine slow = new SerialLine("/dev/ttyS0", 9_600, SerialLine.Parity.EVEN, 1);
        assertThat(slow.silenceNanos()).as("3.5 characters of 11 bits").isEqualTo(4_010_416);
        assertThat(slow.travelNanos(205)).isEqualTo(234_895_833);
        SerialLine fast = new SerialLine("/dev/ttyS0", 115_200, SerialLine.Parity.NONE, 2);
        assertThat(fast.silenceNanos()).isEqualTo(1_750_000);
    }

    @Test
    void theAnswerIsFoundBehindThatOfAnotherUnit() {
        SerialAnswer answer = new SerialAnswer(17);
        add(answer, withCrc("05 03 02 0001"));
        assertThat(answer.frame()).isNull();
        ByteBuf ours = withCrc("11 03 02 0002");
        add(answer, ours.slice(0, 3));
        assertThat(answer.frame()).isNull();
        add(answer, ours.slice(3, 4));
        assertThat(answer.frame()).isEqualTo(ours);
        assertThat(answer.garbage()).isNull();
    }

    @Test
    void noiseIsGarbageOnceTheLineIsSilent() {
        SerialAnswer answer = new SerialAnswer(17);
        add(answer, bytes("11 03 02 0002 ffff"));
        assertThat(answer.garbage()).isNull();
        answer.silence();
        assertThat(answer.frame()).isNull();
        assertThat(answer.garbage()).contains("CRC");
    }

    @Test
    void anEndlessStreamIsCutOff() {
        SerialAnswer answer = new SerialAnswer(17);
        for (int i = 0; i < 20; i++) {
            answer.add(new byte[256], 256);
        }
        assertThat(answer.garbage()).contains("stream");
    }

    private static void add(SerialAnswer answer, ByteBuf bytes) {
        byte[] array = ByteBufUtil.getBytes(bytes);
        answer.add(array, array.length);
    }
}
