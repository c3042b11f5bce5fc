package io.tieline.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.tieline.modbus.framing.Framing;
import io.tieline.modbus.framing.Function;
import io.tieline.modbus.framing.Mbap;
import io.tieline.modbus.framing.Request;
import io.tieline.modbus.framing.Rtu;
import io.tieline.modbus.framing.SerialAnswer;
import io.tieline.modbus.transport.PlainWireTest;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A million answers bent in every way, through the same code that serves a socket. Each request ends exactly once, nothing
 * is thrown, no buffer stays behind, and data are handed on only from a frame that an independent check finds right.
 */
class FuzzTest {

    private static final long SEED = 20_261_125;
    private static final int TCP_FRAMES = 600_000;
    private static final int RTU_FRAMES = 400_000;
    private static final int SERIAL_ANSWERS = 200_000;
    /** Most of them end a connection, and the ports of a machine are limited. */
    private static final int SOCKET_FRAMES = 8_000;

    private static final Function[] FUNCTIONS = Function.values();

    private final Random random = new Random(SEED);

    /** Says independently of our code whether bytes begin with the answer to a request, header and check included. */
    private interface Judge {
        boolean isRight(Request request, byte[] bytes);
    }

    @Test
    void answersOfModbusTcp() {
        fuzz(Mbap.FRAMING, TCP_FRAMES, FuzzTest::rightOverTcp);
    }

    @Test
    void answersOfASerialGateway() {
        fuzz(Rtu.FRAMING, RTU_FRAMES, FuzzTest::rightOnALine);
    }

    @Test
    void answersOnASerialLine() {
        System.out.println("seed " + SEED);
        int found = 0;
        for (int i = 0; i < SERIAL_ANSWERS; i++) {
            Request request = request(new Ending());
            byte[] bytes = bent(right(Rtu.FRAMING, request));
            SerialAnswer answer = new SerialAnswer(request.unit);
            for (int at = 0; at < bytes.length && answer.frame() == null && answer.garbage() == null; ) {
                int count = Math.min(bytes.length - at, 1 + random.nextInt(64));
                answer.add(Arrays.copyOfRange(bytes, at, at + count), count);
                at += count;
            }
            answer.silence();
            ByteBuf frame = answer.frame();
            if (frame != null && Rtu.FRAMING.mismatch(request, frame) == null) {
                found++;
                byte[] taken = ByteBufUtil.getBytes(frame);
                check(rightOnALine(request, taken), i, "was taken and is right");
            }
        }
        assertThat(found).isBetween(SERIAL_ANSWERS / 20, SERIAL_ANSWERS / 2);
    }

    /** Fewer, through real connections. */
    @Test
    void answersThroughASocket() throws Exception {
        System.out.println("seed " + SEED);
        SocketPeer peer = new SocketPeer(Mbap.FRAMING);
        int good = 0;
        for (int i = 0; i < SOCKET_FRAMES; i++) {
            PlainWireTest.Awaited awaited = new PlainWireTest.Awaited();
            Request request = request(awaited);
            peer.link.submit(request);
            peer.sent(requestBytes(request));
            byte[] right = right(Mbap.FRAMING, request);
            byte[] bytes = bent(right);
            int first = random.nextInt(bytes.length + 1);
            if (peer.deliver(bytes, 0, first)) {
                peer.deliver(bytes, first, bytes.length - first);
            }
            if (bytes != right) {
                peer.closeByPeer();
            }
            Ending ending = awaited.await();
            check(ending.times == 1, i, "ends its request once");
            if (ending.fault != null) {
                peer.advance(5_000);
            }
            if (ending.data != null || ending.exception != 0) {
                good++;
                check(rightOverTcp(request, bytes), i, "was taken and is right");
                check(hasData(request, ending, bytes, 7), i, "gave its own data");
            }
        }
        peer.close();
        assertThat(peer.held()).as("bytes not released").isZero();
        assertThat(good).as("enough of them are still right").isBetween(SOCKET_FRAMES / 20, SOCKET_FRAMES / 2);
    }

    private static int requestBytes(Request request) {
        return switch (request.function) {
            case READ_IDENTIFICATION -> 11;
            case WRITE_COILS -> 13 + (request.quantity + 7) / 8;
            case WRITE_REGISTERS -> 13 + 2 * request.quantity;
            default -> 12;
        };
    }

    private void fuzz(Framing framing, int frames, Judge judge) {
        System.out.println("seed " + SEED);
        MemoryMedium medium = new MemoryMedium(framing);
        int good = 0;
        for (int i = 0; i < frames; i++) {
            Ending ending = new Ending();
            Request request = request(ending);
            medium.link.submit(request);
            check(!medium.sent().isEmpty(), i, "is asked for");
            byte[] bytes = bent(right(framing, request));
            deliver(medium, bytes, ending);
            if (ending.times == 0) {
                medium.advance(2_000);
            }
            check(ending.times == 1, i, "ends its request once");
            if (ending.fault != null) {
                // A place that sends garbage is left alone for a while, and so is a serial unit that was late.
                medium.advance(5_000);
            }
            if (ending.data != null || ending.exception != 0) {
                good++;
                check(judge.isRight(request, bytes), i, "was taken and is right");
                check(hasData(request, ending, bytes, framing == Mbap.FRAMING ? 7 : 1), i, "gave its own data");
            }
        }
        medium.end();
        assertThat(medium.held()).as("bytes not released").isZero();
        assertThat(good).as("enough of them are still right").isBetween(frames / 20, frames / 2);
    }

    private void deliver(MemoryMedium medium, byte[] bytes, Ending ending) {
        int at = 0;
        while (at < bytes.length && ending.times == 0) {
            int rest = bytes.length - at;
            int count = random.nextBoolean() ? rest : 1 + random.nextInt(rest);
            medium.deliver(bytes, at, count);
            at += count;
        }
    }

    private static void check(boolean holds, int frame, String what) {
        if (!holds) {
            throw new AssertionError("not so: frame " + frame + " of seed " + SEED + " " + what);
        }
    }

    private static boolean hasData(Request request, Ending ending, byte[] bytes, int pdu) {
        byte[] data = ending.data;
        int from = pdu + 2;
        return data == null
                || !request.function.reads()
                || Arrays.equals(data, Arrays.copyOfRange(bytes, from, from + (bytes[pdu + 1] & 0xFF)));
    }

    private Request request(Request.Listener ending) {
        Request.Target target = new Request.Target(1 + random.nextInt(3), 1_000_000_000L, 0, 1, false);
        Function function = FUNCTIONS[random.nextInt(FUNCTIONS.length)];
        int address = random.nextInt(65_000);
        if (function.reads()) {
            return Request.read(target, function, address, 1 + random.nextInt(120), ending);
        }
        short[] words = new short[function == Function.WRITE_REGISTERS ? 1 + random.nextInt(100) : 1];
        Arrays.fill(words, (short) random.nextInt(2));
        return Request.write(target, function, address, words, ending);
    }

    /** The right answer, made without our encoder. */
    private byte[] right(Framing framing, Request request) {
        ByteBuf out = Unpooled.buffer();
        if (framing == Mbap.FRAMING) {
            out.writeShort(request.transaction).writeInt(0);
        }
        int from = out.writerIndex();
        out.writeByte(request.unit);
        pdu(request, out);
        if (framing == Mbap.FRAMING) {
            out.setShort(4, out.writerIndex() - from);
        } else {
            out.writeShortLE(crc(ByteBufUtil.getBytes(out), out.readableBytes()));
        }
        return ByteBufUtil.getBytes(out);
    }

    private void pdu(Request request, ByteBuf out) {
        int code = request.function.code();
        if (random.nextInt(8) == 0) {
            out.writeByte(code | 0x80).writeByte(1 + random.nextInt(11));
            return;
        }
        out.writeByte(code);
        if (request.function.reads()) {
            byte[] data = new byte[bytesOf(request)];
            random.nextBytes(data);
            out.writeByte(data.length).writeBytes(data);
        } else if (code == 43) {
            out.writeBytes(new byte[] {14, 1, 1, 0, 0, 1, 0, 3, 'A', 'B', 'C'});
        } else {
            int echo =
                    switch (code) {
                        case 5 -> request.words[0] == 0 ? 0 : 0xFF00;
                        case 6 -> request.words[0];
                        default -> request.words.length;
                    };
            out.writeShort(request.address).writeShort(echo);
        }
    }

    private static int bytesOf(Request request) {
        return request.function.code() <= 2 ? (request.quantity + 7) / 8 : 2 * request.quantity;
    }

    /** One answer in four stays as it is, so that the others are bent where it matters: behind good ones. */
    private byte[] bent(byte[] right) {
        byte[] bytes = right.clone();
        switch (random.nextInt(12)) {
            case 0, 1 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            case 2 -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            case 3 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 4 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(300));
            case 5 -> bytes = twice(bytes);
            case 6 -> bytes[Math.min(bytes.length - 1, random.nextInt(9))] = (byte) random.nextInt();
            case 7 -> random.nextBytes(bytes = new byte[1 + random.nextInt(600)]);
            case 8 -> bytes = Arrays.copyOfRange(bytes, 1 + random.nextInt(bytes.length - 1), bytes.length);
            default -> bytes = right;
        }
        return bytes;
    }

    private static byte[] twice(byte[] bytes) {
        byte[] twice = Arrays.copyOf(bytes, 2 * bytes.length);
        System.arraycopy(bytes, 0, twice, bytes.length, bytes.length);
        return twice;
    }

    private static boolean rightOverTcp(Request request, byte[] bytes) {
        if (bytes.length < 9 || u16(bytes, 0) != request.transaction || u16(bytes, 2) != 0) {
            return false;
        }
        int length = 6 + u16(bytes, 4);
        return length <= bytes.length && rightPdu(request, bytes, 6, length - 7);
    }

    private static boolean rightOnALine(Request request, byte[] bytes) {
        int crc = 0xFFFF;
        for (int i = 0; i + 2 < Math.min(bytes.length, 256); i++) {
            crc = crc(crc, bytes[i]);
            int sum = (bytes[i + 1] & 0xFF) | (bytes[i + 2] & 0xFF) << 8;
            if (i >= 2 && crc == sum && rightPdu(request, bytes, 0, i)) {
                return true;
            }
        }
        return false;
    }

    /**
     * @param at of the unit
     * @param pdu how many bytes the PDU has
     */
    private static boolean rightPdu(Request request, byte[] bytes, int at, int pdu) {
        int function = bytes[at + 1] & 0xFF;
        int code = request.function.code();
        if ((bytes[at] & 0xFF) != request.unit || function != code && function != (code | 0x80)) {
            return false;
        }
        if (function != code) {
            return pdu == 2 && bytes[at + 2] != 0;
        }
        if (request.function.reads()) {
            return pdu == 2 + bytesOf(request) && (bytes[at + 2] & 0xFF) == bytesOf(request);
        }
        return code == 43 ? bytes[at + 2] == 14 : pdu == 5 && u16(bytes, at + 2) == request.address;
    }

    private static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }

    private static int crc(byte[] bytes, int count) {
        int crc = 0xFFFF;
        for (int i = 0; i < count; i++) {
            crc = crc(crc, bytes[i]);
        }
        return crc;
    }

    /** Bit by bit, as the standard writes it. */
    private static int crc(int before, byte next) {
        int crc = before ^ (next & 0xFF);
        for (int bit = 0; bit < 8; bit++) {
            crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xA001;
        }
        return crc;
    }
}
