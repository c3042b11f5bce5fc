package io.tieline.modbus.sunspec;

/**
 * How often something stands in a model.
 *
 * @param first offset of the first repeating block from the model's ID register
 * @param stride registers from one repetition to the next; 0: it stands there once
 * @param count offset of the register that says how many there are
 */
record SunSpecRepetition(int first, int stride, int count) {

    static final SunSpecRepetition ONCE = new SunSpecRepetition(0, 0, 0);

    private static final int ABSENT = 0xFFFF;

    /** Reads {@code first/stride/count}, or {@code -}. */
    static SunSpecRepetition parse(String text) {
        if (text.equals("-")) {
            return ONCE;
        }
        String[] parts = text.split("/");
        return new SunSpecRepetition(
                Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    boolean repeats() {
        return stride > 0;
    }

    /**
     * As many as the device says, but no more than its model has room for.
     *
     * @param last offset of the last register one repetition needs, in the first of them
     */
    int in(SunSpecBody body, int last) {
        if (!repeats()) {
            return last < body.size() ? 1 : 0;
        }
        if (count >= body.size()) {
            return 0;
        }
        int room = Math.max(0, (body.size() - first) / stride);
        int said = body.u16(count);
        return said == ABSENT ? room : Math.min(room, said);
    }
}
