package io.tieline.rig.broker;

/** A set of longs by open addressing: half a million samples stay in a few megabytes. */
final class LongSet {

    private long[] slots = new long[1 << 12];
    private int size;
    private boolean hasZero;

    /** @return false when it was there already */
    boolean add(long value) {
        if (value == 0) {
            boolean added = !hasZero;
            hasZero = true;
            return added;
        }
        if (!insert(slots, value)) {
            return false;
        }
        size++;
        if (size * 2 > slots.length) {
            long[] larger = new long[slots.length * 2];
            for (long slot : slots) {
                if (slot != 0) {
                    insert(larger, slot);
                }
            }
            slots = larger;
        }
        return true;
    }

    private static boolean insert(long[] slots, long value) {
        int mask = slots.length - 1;
        int at = (int) (value * 0x9E3779B97F4A7C15L >>> 32) & mask;
        while (slots[at] != 0) {
            if (slots[at] == value) {
                return false;
            }
            at = (at + 1) & mask;
        }
        slots[at] = value;
        return true;
    }
}
