package io.tieline.modbus.framing;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.tieline.southbound.DeviceFault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Frames are made as the standard says, and only the answer to the request is taken for it. */
class MbapTest {

    private static final Request.Target UNIT = new Request.Target(17, 1, 0, 1, false);

    private static final Request READ = Request.read(UNIT, Function.READ_HOLDING_REGISTERS, 107, 3, new Ignored());

    private static final Framing MBAP = Mbap.FRAMING;

    private record Ignored() implements Request.Listener {
        @Override
        public void answered(Request request, ByteBuf data) {}

        @Override
        public void refused(Request request, int code) {}

        @Override
        public void failed(Request request, DeviceFault fault) {}
    }

    private static String encoded(Request request) {
        ByteBuf out = Unpooled.buffer();
        request.transaction = 0x1501;
        MBAP.encode(request, out);
        return ByteBufUtil.hexDump(out);
    }

    private static @Nullable String mismatch(Request request, ByteBuf frame) {
        request.transaction = 0x1501;
        return MBAP.mismatch(request, frame);
    }

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex.replace(" ", "")));
    }

    @Test
    void requestsAreThoseOfTheStandard() {
        assertThat(encoded(READ)).isEqualTo("1501" + "0000" + "0006" + "11" + "03" + "006b" + "0003");
        assertThat(encoded(Request.write(UNIT, Function.WRITE_REGISTERS, 1, new short[] {10, 0x102}, new Ignored())))
                .isEqualTo("1501" + "0000" + "000b" + "11" + "10" + "0001" + "0002" + "04" + "000a" + "0102");
        assertThat(encoded(Request.write(UNIT, Function.WRITE_REGISTER, 1, new short[] {3}, new Ignored())))
                .endsWith("11" + "06" + "0001" + "0003");
        assertThat(encoded(Request.write(UNIT, Function.WRITE_COIL, 0xAC, new short[] {1}, new Ignored())))
                .endsWith("11" + "05" + "00ac" + "ff00");
        assertThat(encoded(Request.write(
                        UNIT, Function.WRITE_COILS, 0x13, new short[] {1, 0, 1, 1, 0, 0, 1, 1, 1, 0}, new Ignored())))
                .endsWith("11" + "0f" + "0013" + "000a" + "02" + "cd01");
    }

    @Test
    void theAnswerToTheRequestFits() {
        ByteBuf answer = bytes("1501 0000 0009 11 03 06 022b 0000 0064");
        assertThat(MBAP.frameLength(answer)).isEqualTo(15);
        assertThat(mismatch(READ, answer)).isNull();
        assertThat(MBAP.exception(answer)).isZero();
        MBAP.trimToData(READ, answer);
        assertThat(answer.readUnsignedShort()).isEqualTo(0x22b);
    }

    @Test
    void anythingElseDoesNot() {
        assertThat(mismatch(READ, bytes("1502 0000 0009 11 03 06 022b 0000 0064")))
                .contains("transaction");
        assertThat(mismatch(READ, bytes("1501 0000 0009 12 03 06 022b 0000 0064")))
                .contains("unit");
        assertThat(mismatch(READ, bytes("1501 0000 0009 11 04 06 022b 0000 0064")))
                .contains("function");
        assertThat(mismatch(READ, bytes("1501 0000 0007 11 03 04 022b 0000"))).contains("bytes");
        assertThat(mismatch(READ, bytes("1501 0000 0009 11 03 04 022b 0000 0064")))
                .contains("bytes");
        assertThat(mismatch(READ, bytes("1501 0000 0004 11 83 02 00"))).contains("exception");
        Request write = Request.write(UNIT, Function.WRITE_REGISTER, 1, new short[] {3}, new Ignored());
        assertThat(mismatch(write, bytes("1501 0000 0006 11 06 0002 0003"))).contains("another address");
    }

    @Test
    void anExceptionCarriesItsCode() {
        ByteBuf answer = bytes("1501 0000 0003 11 83 02");
        assertThat(mismatch(READ, answer)).isNull();
        assertThat(MBAP.exception(answer)).isEqualTo(2);
    }

    @Test
    void aHeaderThatIsNotModbusIsSeenAtOnce() {
        assertThat(MBAP.frameLength(bytes("1501 0000 00"))).isZero();
        assertThat(MBAP.frameLength(bytes("4854 5450 2f31"))).as("HTTP").isEqualTo(-1);
        assertThat(MBAP.frameLength(bytes("1501 0000 0002"))).as("too short").isEqualTo(-1);
        assertThat(MBAP.frameLength(bytes("1501 0000 00ff"))).as("oversize").isEqualTo(-1);
    }
}
