package io.tieline.modbus.framing;

import io.netty.buffer.ByteBuf;

/** The check of a serial frame (Modbus over Serial Line V1.02, 6.2.2): polynomial 0xA001 reflected, initially all ones. */
public final class Crc16 {

    private static final int[] TABLE = new int[256];

    static {
        for (int octet = 0; octet < TABLE.length; octet++) {
            int crc = octet;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ 0xA001;
            }
            TABLE[octet] = crc;
        }
    }

    private Crc16() {}

    /** Sent with its low byte first. */
    public static int of(ByteBuf bytes, int at, int count) {
        int crc = 0xFFFF;
        for (int i = at; i < at + count; i++) {
            crc = crc >>> 8 ^ TABLE[(crc ^ bytes.getByte(i)) & 0xFF];
        }
        return crc;
    }
}
