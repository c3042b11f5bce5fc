package io.tieline.rig.bench.farm;

import java.nio.ByteBuffer;
import java.util.Random;

/**
 * What a Modbus slave answers (Modbus Application Protocol V1.1b3, 6.3 and 6.4): holding and input registers, all there
 * are, none with the same value in two answers running. The bytes lie ready; an answer is a copy from another place.
 */
final class RegisterAnswers {

    /** Of a request to read: MBAP header, function, address, quantity. */
    static final int REQUEST = 12;
    /** MBAP header, function, byte count, 125 registers. */
    static final int LONGEST = 9 + 250;

    private static final int MOST_REGISTERS = 125;
    private static final int TURNS = 4096;

    /** Below 0x4000, so that no register looks like a "not available" of the usual kinds. */
    private static final byte[] BYTES = bytes();

    private int turn;

    private static byte[] bytes() {
        byte[] bytes = new byte[2 * (TURNS + MOST_REGISTERS + 0x10000)];
        new Random(1).nextBytes(bytes);
        for (int i = 0; i < bytes.length; i += 2) {
            bytes[i] &= 0x3F;
        }
        return bytes;
    }

    /**
     * Writes the answer to one request.
     *
     * @param at where the request begins; its position does not matter
     */
    void answer(ByteBuffer request, int at, ByteBuffer out) {
        int function = request.get(at + 7);
        int quantity = request.getShort(at + 10) & 0xFFFF;
        out.putShort(request.getShort(at)).putShort((short) 0);
        if (function != 3 && function != 4) {
            refuse(request.get(at + 6), function, 1, out);
        } else if (quantity < 1 || quantity > MOST_REGISTERS) {
            refuse(request.get(at + 6), function, 3, out);
        } else {
            out.putShort((short) (3 + 2 * quantity)).put(request.get(at + 6));
            out.put((byte) function).put((byte) (2 * quantity));
            turn = (turn + 1) % TURNS;
            out.put(BYTES, 2 * ((request.getShort(at + 8) & 0xFFFF) + turn), 2 * quantity);
        }
    }

    private static void refuse(byte unit, int function, int code, ByteBuffer out) {
        out.putShort((short) 3).put(unit).put((byte) (function | 0x80)).put((byte) code);
    }
}
