package io.tieline.rig.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The register layouts of `sunspec.tsv`, in register order per model. */
final class SunSpecLayout {

    /** How a point is put into registers, with what it holds when the device does not implement it (SunSpec 4.2). */
    enum Type {
        U16(1, 0xFFFFL),
        I16(1, 0x8000L),
        E16(1, 0xFFFFL),
        B16(1, 0xFFFFL),
        SF(1, 0x8000L),
        PAD(1, 0x8000L),
        U32(2, 0xFFFF_FFFFL),
        I32(2, 0x8000_0000L),
        B32(2, 0xFFFF_FFFFL),
        A32(2, 0),
        U64(4, -1L),
        STR(0, 0);

        final int registers;
        final long absent;

        Type(int registers, long absent) {
            this.registers = registers;
            this.absent = absent;
        }
    }

    /**
     * @param scale the model's scale factor point, or `-`
     * @param registers how many it takes
     */
    record Field(String name, Type type, String scale, int registers, boolean writable) {}

    private static final Map<Integer, List<Field>> MODELS = load();

    private SunSpecLayout() {}

    static List<Field> model(int id) {
        List<Field> fields = MODELS.get(id);
        if (fields == null) {
            throw new IllegalArgumentException("no layout of SunSpec model " + id + " in sunspec.tsv");
        }
        return fields;
    }

    private static Map<Integer, List<Field>> load() {
        Map<Integer, List<Field>> models = new TreeMap<>();
        try (InputStream in = SunSpecLayout.class.getResourceAsStream("sunspec.tsv")) {
            if (in == null) {
                throw new IllegalStateException("sunspec.tsv is not on the class path");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
            reader.lines().filter(line -> !line.startsWith("#")).forEach(line -> add(models, line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return models;
    }

    private static void add(Map<Integer, List<Field>> models, String line) {
        String[] column = line.split("\t", -1);
        Type type = Type.valueOf(column[2].toUpperCase(java.util.Locale.ROOT));
        int registers = type == Type.STR ? Integer.parseInt(column[3]) : type.registers;
        models.computeIfAbsent(Integer.valueOf(column[0]), id -> new ArrayList<>())
                .add(new Field(column[1], type, column[3], registers, column[4].equals("rw")));
    }
}
