package io.tieline.modbus.register;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Raw numbers, the normalised states they are, and the device's own words for them. */
public final class StateTable {

    /** @param name the device's word */
    public record Entry(int state, String name) {}

    public static final StateTable EMPTY = new StateTable(Map.of());

    private final long[] raws;
    private final Entry[] entries;

    public StateTable(Map<Long, Entry> byRaw) {
        SortedMap<Long, Entry> sorted = new TreeMap<>(byRaw);
        raws = sorted.keySet().stream().mapToLong(Long::longValue).toArray();
        entries = sorted.values().toArray(Entry[]::new);
    }

    /** The position of a raw number, negative if it is not in the table. */
    int find(long raw) {
        return Arrays.binarySearch(raws, raw);
    }

    Entry entry(int position) {
        return entries[position];
    }
}
