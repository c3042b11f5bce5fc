package io.tieline.modbus.transport;

import java.util.concurrent.TimeUnit;

/**
 * A serial port and how fast and in what form characters travel on it; always eight data bits.
 *
 * @param device {@code /dev/ttyUSB0}
 * @param baud bits per second
 * @param stopBits 1 or 2
 */
public record SerialLine(String device, int baud, Parity parity, int stopBits) {

    /** What the ninth bit says. */
    public enum Parity {
        NONE,
        EVEN,
        ODD
    }

    /** Start, eight data bits, parity or second stop, stop (Modbus over Serial Line V1.02, 2.5.1). */
    private static final int BITS_PER_CHARACTER = 11;

    private static final int FAST_BAUD = 19_200;
    private static final long FAST_SILENCE_NANOS = TimeUnit.MICROSECONDS.toNanos(1_750);

    public long travelNanos(int bytes) {
        return TimeUnit.SECONDS.toNanos(1) * BITS_PER_CHARACTER * bytes / baud;
    }

    /** What parts two frames: 3.5 characters, but no less than 1.75 ms on a fast line (2.5.1.1). */
    public long silenceNanos() {
        return baud > FAST_BAUD ? FAST_SILENCE_NANOS : travelNanos(7) / 2;
    }
}
