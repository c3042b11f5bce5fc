package io.tieline.profile;

/**
 * Some neighbouring bits of a number.
 *
 * @param low the lowest of them, 0 for the lowest of the number
 * @param width how many, 0 for the whole number
 */
public record Slice(int low, int width) {

    /** The whole number. */
    public static final Slice WHOLE = new Slice(0, 0);

    public static Slice bit(int number) {
        return new Slice(number, 1);
    }

    public boolean isWhole() {
        return width == 0;
    }

    /** The bits of the slice as an unsigned number. */
    public long of(long bits) {
        return width == 0 || width == 64 ? bits >>> low : bits >>> low & (1L << width) - 1;
    }

    /** The bits of the slice as a number in two's complement; the whole is returned as it is. */
    public long signedOf(long bits) {
        return width == 0 ? bits : bits << 64 - low - width >> 64 - width;
    }
}
