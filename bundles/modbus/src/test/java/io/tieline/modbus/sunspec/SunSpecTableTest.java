package io.tieline.modbus.sunspec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tieline.modbus.SunSpecDefinitions;
import io.tieline.modbus.SunSpecDefinitions.Defined;
import io.tieline.modbus.SunSpecMemory;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.PointKind;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our table of SunSpec points against the definitions SunSpec publishes: every row of every model, with values. */
class SunSpecTableTest {

    private static final int BASE = 40_000;
    private static final int MODEL = BASE + 2;
    private static final int REPETITIONS = 2;

    @BeforeEach
    void definitionsArePresent() {
        assumeTrue(
                Files.isDirectory(SunSpecDefinitions.folder()),
                "skipped: set tieline.data to the folder that holds sunspec/model_*.json");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                1, 101, 102, 103, 111, 112, 113, 120, 121, 122, 124, 201, 202, 203, 204, 211, 212, 213, 214, 701, 702,
                704, 713, 714, 715, 802, 803, 804, 805, 807
            })
    void everyRowSaysWhatTheDefinitionSays(int id) throws IOException {
        List<Defined> defined = SunSpecDefinitions.read(id);
        List<SunSpecRow> rows = rows(id);
        assertThat(rows).as("rows of model " + id).isNotEmpty();
        for (SunSpecRow row : rows) {
            Defined point = at(defined, row);
            boolean where = row.type() == SunSpecRow.Type.WHERE;
            assertThat(where ? "where" : row.type().name().toLowerCase(Locale.ROOT))
                    .as(id + "." + row.name())
                    .isEqualTo(where ? "where" : point.type());
            assertThat(row.registers()).as(id + "." + row.name()).isEqualTo(where ? 2 : point.size());
            if (point.scale().isEmpty()) {
                assertThat(row.scale())
                        .as(id + "." + row.name() + " has no scale factor")
                        .isNegative();
            } else {
                assertThat(row.scale())
                        .as(id + "." + row.name() + " scale factor")
                        .isEqualTo(offset(defined, point.scale()));
            }
            if (row.every().repeats()) {
                assertThat(row.every().first()).as(row.name()).isEqualTo(point.blockAt());
                assertThat(row.every().stride()).as(row.name()).isEqualTo(point.stride());
                if (!point.count().isEmpty()) {
                    assertThat(row.every().count()).as(row.name()).isEqualTo(offset(defined, point.count()));
                }
            }
            namesAreTheStandards(row, point);
        }
    }

    private static Defined at(List<Defined> defined, SunSpecRow row) {
        return defined.stream()
                .filter(point -> point.name().equals(row.name()) && point.offset() == row.offset())
                .findFirst()
                .orElseThrow(() -> new AssertionError(row.name() + " is not at " + row.offset()));
    }

    private static int offset(List<Defined> defined, String name) {
        return defined.stream()
                .filter(point -> point.name().equals(name))
                .findFirst()
                .orElseThrow()
                .offset();
    }

    private static void namesAreTheStandards(SunSpecRow row, Defined point) {
        for (String state :
                row.states().isBlank() ? new String[0] : row.states().strip().split(" ")) {
            String[] parts = state.split("[=:]");
            String name = point.symbols().get(Long.parseLong(parts[0]));
            if (parts.length == 3 || row.type() == SunSpecRow.Type.BITFIELD32) {
                assertThat(parts[parts.length - 1])
                        .as(row.name() + " " + parts[0])
                        .isEqualTo(String.valueOf(name).replace(' ', '_'));
            }
        }
    }

    private static List<SunSpecRow> rows(int id) {
        return SunSpecTable.rows().stream()
                .filter(row -> row.models().has(new SunSpecModel(id, 0, 0, 1)))
                .toList();
    }

    /** The raw numbers of an image, by point and repetition. */
    private record Image(SunSpecMemory memory, Map<String, Long> raw) {
        long raw(String name, int offset) {
            return raw.getOrDefault(name + "@" + offset, Long.MIN_VALUE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                1, 101, 102, 103, 111, 112, 113, 120, 121, 122, 124, 201, 202, 203, 204, 211, 212, 213, 214, 701, 702,
                704, 713, 714, 715, 802, 803, 804, 805, 807
            })
    void aDistinctValueInEveryPointArrivesAtItsCanonicalPoint(int id) throws IOException {
        List<Defined> definition = SunSpecDefinitions.read(id);
        Image image = image(id, definition);
        Map<String, Integer> scaleOffsets = new HashMap<>();
        definition.forEach(point -> scaleOffsets.put(point.name(), point.offset()));

        DeviceSnapshot values = image.memory.snapshot(false);

        Map<String, Object> expected = new LinkedHashMap<>();
        for (SunSpecRow row : rows(id)) {
            int times = row.every().repeats() ? REPETITIONS : 1;
            for (int i = 0; i < times; i++) {
                if (row.when().isEmpty() || i == 0 && row.sole()) {
                    String point = row.point().replace("{n}", String.valueOf(i + 1));
                    Object value =
                            expected(row, definition, image, i * row.every().stride(), scaleOffsets);
                    expected.putIfAbsent(point, value);
                }
            }
        }
        expected.forEach((point, value) -> {
            int index = values.points().indexOf(point);
            assertThat(index).as(id + ": " + point).isNotNegative();
            if (value instanceof Double number) {
                assertThat(values.quality(index).isUsable())
                        .as(id + ": " + point)
                        .isTrue();
                assertThat(values.value(index))
                        .as(id + ": " + point)
                        .isCloseTo(number, within(1e-9 * Math.abs(number)));
            } else {
                String name =
                        values.points().get(index).definition().kind() == PointKind.STATE ? point + ".native" : point;
                assertThat(values.text(values.points().indexOf(name)))
                        .as(id + ": " + point)
                        .isEqualTo(value);
            }
        });
        assertThat(values.points().size()).as("nothing else").isGreaterThanOrEqualTo(expected.size());
    }

    private static Object expected(
            SunSpecRow row, List<Defined> definition, Image image, int shift, Map<String, Integer> scales) {
        Defined point = definition.stream()
                .filter(p -> p.name().equals(row.name()) && p.offset() == row.offset())
                .findFirst()
                .orElseThrow();
        long raw = image.raw(point.name(), point.offset() + shift);
        if (row.type() == SunSpecRow.Type.STRING) {
            return text(point.offset() + shift, point.size());
        }
        if (row.type() == SunSpecRow.Type.WHERE) {
            return raw + "." + (raw + 1);
        }
        if (point.type().startsWith("bitfield") && row.bit() >= 0) {
            return (double) (raw >>> row.bit() & 1);
        }
        if (row.point().equals("pcs.throttle.source")) {
            return point.symbols().get(0L) + " " + point.symbols().get(1L);
        }
        if (!row.states().isBlank()) {
            return row.states().contains(":")
                    ? point.symbols().getOrDefault(raw, "").replace(' ', '_')
                    : (Object) (double) 1;
        }
        double number = point.type().equals("float32") ? Float.intBitsToFloat((int) raw) : raw;
        int exponent =
                point.scale().isEmpty() ? 0 : (int) image.raw(point.scale(), scales.getOrDefault(point.scale(), -1));
        double value = number * Math.pow(10, exponent);
        return row.powerFactor() && Math.abs(value) > 1 ? value / 100 : value;
    }

    private static String text(int offset, int registers) {
        return ("T" + offset + "-" + "0123456789".repeat(13)).substring(0, 2 * registers);
    }

    private static Image image(int id, List<Defined> definition) {
        int fixed = definition.stream()
                .filter(point -> point.stride() == 0)
                .mapToInt(point -> point.offset() + point.size())
                .max()
                .orElse(2);
        int stride = definition.stream().mapToInt(Defined::stride).max().orElse(0);
        int whole = fixed + REPETITIONS * stride;
        SunSpecMemory memory = new SunSpecMemory().marker(BASE).model(MODEL, id, whole - 2);
        memory.put(MODEL + whole, 0xFFFF, 0);
        Map<String, Long> raw = new HashMap<>();
        List<String> counts = definition.stream().map(Defined::count).toList();
        int[] next = {0};
        for (Defined point : definition) {
            for (int i = 0; i < (point.stride() == 0 ? 1 : REPETITIONS); i++) {
                int offset = point.offset() + i * point.stride();
                if (offset < 2 || point.type().equals("pad")) {
                    continue;
                }
                next[0]++;
                if (point.type().equals("string")) {
                    String text = text(offset, point.size());
                    for (int c = 0; c < text.length(); c += 2) {
                        memory.put(MODEL + offset + c / 2, text.charAt(c) << 8 | text.charAt(c + 1));
                    }
                    continue;
                }
                long bits = bits(id, point, i, next[0], counts.contains(point.name()));
                memory.number(MODEL + offset, bits, point.size());
                raw.put(point.name() + "@" + offset, bits);
            }
        }
        return new Image(memory, raw);
    }

    private static long bits(int id, Defined point, int repetition, int n, boolean count) {
        if (count) {
            return REPETITIONS;
        }
        return switch (point.type()) {
            case "sunssf" -> n % 7 - 3;
            case "float32" -> Float.floatToIntBits(n + 0.25f);
            case "bitfield16", "bitfield32" -> point.name().equals("ECPConn") ? 1 : 3;
            // Ports: the first is a battery's, the second is not. Everything else: its first symbol but one.
            case "enum16" ->
                point.name().equals("PrtTyp")
                        ? 1 - repetition
                        : new ArrayList<>(point.symbols().keySet())
                                .stream()
                                        .filter(s -> id != 802 || !point.name().equals("State") || s == 3)
                                        .skip(
                                                point.symbols().size() > 1
                                                                && !point.name().equals("State")
                                                        ? 1
                                                        : 0)
                                        .findFirst()
                                        .orElse(1L);
            case "uint64", "acc64" -> 0x1_0000_0000L + n;
            case "uint32", "acc32", "int32" -> 0x1_0000L + n;
            default -> n;
        };
    }
}
