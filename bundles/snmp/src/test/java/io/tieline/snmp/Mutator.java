package io.tieline.snmp;

import java.util.Arrays;
import java.util.Random;

/** Spoils messages in the ways lines, stacks and attackers do. */
final class Mutator {

    private static final byte[][] LENGTHS = {
        {(byte) 0x80},
        {(byte) 0x81, (byte) 0xFF},
        {(byte) 0x82, (byte) 0xFF, (byte) 0xFF},
        {(byte) 0x84, 0x7F, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF},
        {(byte) 0x84, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF},
        {0}
    };

    private final Random random;

    Mutator(long seed) {
        random = new Random(seed);
    }

    byte[] mutated(byte[] message, byte[] other) {
        byte[] result = message;
        int times = 1 + (random.nextInt(4) == 0 ? random.nextInt(4) : 0);
        for (int i = 0; i < times; i++) {
            result = once(result, other);
        }
        return result;
    }

    private byte[] once(byte[] message, byte[] other) {
        if (message.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int at = random.nextInt(message.length);
        return switch (random.nextInt(9)) {
            case 0 -> flipped(message, at);
            case 1 -> replaced(message, at, (byte) random.nextInt());
            case 2 -> Arrays.copyOf(message, at);
            case 3 -> spliced(message, at, at, random(1 + random.nextInt(8)));
            case 4 -> spliced(message, at, Math.min(message.length, at + 1 + random.nextInt(8)), new byte[0]);
            case 5 -> spliced(message, at, at + 1, LENGTHS[random.nextInt(LENGTHS.length)]);
            case 6 ->
                spliced(
                        message,
                        at,
                        message.length,
                        Arrays.copyOfRange(other, Math.min(at, other.length), other.length));
            case 7 -> {
                int end = Math.min(message.length, at + random.nextInt(32));
                yield spliced(message, at, at, Arrays.copyOfRange(message, at, end));
            }
            default ->
                random.nextInt(20) == 0 ? random(random.nextInt(600)) : replaced(message, at, (byte) (message[at] + 1));
        };
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] flipped(byte[] message, int at) {
        return replaced(message, at, (byte) (message[at] ^ 1 << random.nextInt(8)));
    }

    private static byte[] replaced(byte[] message, int at, byte value) {
        byte[] result = message.clone();
        result[at] = value;
        return result;
    }

    private static byte[] spliced(byte[] message, int from, int to, byte[] between) {
        byte[] result = new byte[from + between.length + message.length - to];
        System.arraycopy(message, 0, result, 0, from);
        System.arraycopy(between, 0, result, from, between.length);
        System.arraycopy(message, to, result, from + between.length, message.length - to);
        return result;
    }
}
