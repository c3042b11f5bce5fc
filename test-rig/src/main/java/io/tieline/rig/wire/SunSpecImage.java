package io.tieline.rig.wire;

import io.tieline.rig.wire.SunSpecLayout.Field;
import io.tieline.rig.wire.SunSpecLayout.Type;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The registers of one SunSpec device from 40000 on: the marker, its models, the end. Points are set by model and name in
 * engineering units; everything that was never set holds its type's "not implemented" value.
 */
final class SunSpecImage implements HoldingRegisters {

    static final int BASE = 40000;
    private static final int END_MODEL = 0xFFFF;

    private record Place(Field field, int offset, int scaleOffset) {
        boolean overlaps(int from, int count) {
            return from < offset + field.registers() && from + count > offset;
        }
    }

    /**
     * What happens to one point over the wire.
     *
     * @param read it is part of an answer
     * @param changed it was written with another value
     */
    private record Watched(Place place, Runnable read, Runnable changed) {}

    private final LongSupplier nanos;
    private final short[] registers;
    private final boolean[] writable;
    private final Map<String, Place> places = new HashMap<>();
    private long writtenNanos;
    private long writes;
    private long takenWrites;
    private @Nullable Watched watched;

    SunSpecImage(LongSupplier nanos, int... models) {
        this.nanos = nanos;
        int size = 2;
        for (int model : models) {
            size += length(SunSpecLayout.model(model));
        }
        registers = new short[size + 2];
        writable = new boolean[size + 2];
        store(0, 2, 0x53756E53L); // "SunS"
        int at = 2;
        for (int model : models) {
            at = place(model, at);
        }
        store(at, 1, END_MODEL);
        store(at + 1, 1, 0);
    }

    private static int length(List<Field> fields) {
        return fields.stream().mapToInt(Field::registers).sum();
    }

    private int place(int model, int start) {
        List<Field> fields = SunSpecLayout.model(model);
        Map<String, Integer> offsets = new HashMap<>();
        int at = start;
        for (Field field : fields) {
            offsets.put(field.name(), at);
            at += field.registers();
        }
        for (Field field : fields) {
            int offset = offsets.getOrDefault(field.name(), -1);
            int scale = offsets.getOrDefault(field.scale(), -1);
            places.put(model + "." + field.name(), new Place(field, offset, scale));
            if (field.type() != Type.STR) {
                store(offset, field.registers(), field.type().absent);
            }
            for (int i = 0; i < field.registers(); i++) {
                writable[offset + i] = field.writable();
            }
        }
        store(start, 1, model);
        store(start + 1, 1, at - start - 2L);
        return at;
    }

    /** Sets a point in its unit; the scale factor it refers to must have been set before. */
    synchronized void set(int model, String point, double value) {
        Place place = find(model, point);
        double scaled = place.scaleOffset() < 0 ? value : value / Math.pow(10, registers[place.scaleOffset()]);
        store(place.offset(), place.field().registers(), Math.round(scaled));
    }

    synchronized void text(int model, String point, String value) {
        Place place = find(model, point);
        byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < place.field().registers(); i++) {
            int high = 2 * i < bytes.length ? bytes[2 * i] : 0;
            int low = 2 * i + 1 < bytes.length ? bytes[2 * i + 1] : 0;
            registers[place.offset() + i] = (short) (high << 8 | low);
        }
    }

    /** Tells what happens to a point over the wire; the callers hold the image, so what they see is what is served. */
    synchronized void watch(int model, String point, Runnable read, Runnable changed) {
        watched = new Watched(find(model, point), read, changed);
    }

    /** A point as the registers say it, signed and scaled. */
    synchronized double get(int model, String point) {
        Place place = find(model, point);
        int count = place.field().registers();
        long raw = 0;
        for (int i = 0; i < count; i++) {
            raw = raw << 16 | Short.toUnsignedLong(registers[place.offset() + i]);
        }
        long value =
                place.field().type() == Type.I16 ? (short) raw : place.field().type() == Type.I32 ? (int) raw : raw;
        return place.scaleOffset() < 0 ? value : value * Math.pow(10, registers[place.scaleOffset()]);
    }

    private Place find(int model, String point) {
        Place place = places.get(model + "." + point);
        if (place == null) {
            throw new IllegalArgumentException("no point " + model + "." + point + " in this image");
        }
        return place;
    }

    private void store(int offset, int count, long value) {
        for (int i = 0; i < count; i++) {
            registers[offset + i] = (short) (value >> 16 * (count - 1 - i));
        }
    }

    /** A consistent copy of a range. */
    @Override
    public synchronized short[] read(int address, int count) throws Outside {
        int from = address - BASE;
        if (from < 0 || count < 1 || from + count > registers.length) {
            throw new Outside(address, count);
        }
        short[] copy = new short[count];
        System.arraycopy(registers, from, copy, 0, count);
        Watched point = watched;
        if (point != null && point.place().overlaps(from, count)) {
            point.read().run();
        }
        return copy;
    }

    @Override
    public synchronized void write(int address, short value) {
        int at = address - BASE;
        if (writable[at]) {
            boolean changes = registers[at] != value;
            registers[at] = value;
            writes++;
            writtenNanos = nanos.getAsLong();
            Watched point = watched;
            if (changes && point != null && point.place().overlaps(at, 1)) {
                point.changed().run();
            }
        }
    }

    /**
     * True once after each burst of writes, when the last register of it has certainly been written: j2mod stores a
     * multi-register write one register at a time.
     */
    synchronized boolean takeSettledWrite() {
        if (writes == takenWrites || nanos.getAsLong() - writtenNanos < 5_000_000) {
            return false;
        }
        takenWrites = writes;
        return true;
    }
}
