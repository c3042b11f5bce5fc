package io.tieline.modbus;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The model definitions as SunSpec publishes them, with the offset of every point. */
public final class SunSpecDefinitions {

    /**
     * A point of a definition.
     *
     * @param offset from the model's ID register; in a repeating block of its first repetition
     * @param scale name of its scale factor, empty if it has none or a fixed one
     * @param stride of the repeating block it stands in, 0 for none
     * @param count name of the point that says how often the block comes; empty: it fills the model
     */
    public record Defined(
            String name,
            int offset,
            String type,
            int size,
            String scale,
            int blockAt,
            int stride,
            String count,
            Map<Long, String> symbols) {}

    /** A slip of the published files: 201 names line-to-line voltages unlike 202, 203 and 204. */
    private static final Map<String, String> SLIPS_OF_201 =
            Map.of("PPVphAB", "PhVphAB", "PPVphBC", "PhVphBC", "PPVphCA", "PhVphCA");

    private final int model;
    private final List<Defined> points = new ArrayList<>();
    private int at;

    private SunSpecDefinitions(int model) {
        this.model = model;
    }

    public static Path folder() {
        return Optional.ofNullable(System.getProperty("tieline.data"))
                .map(Path::of)
                .orElseGet(() -> Path.of("../../../shared/data"))
                .resolve("sunspec");
    }

    public static List<Defined> read(int model) throws IOException {
        try (Reader reader = Files.newBufferedReader(folder().resolve("model_" + model + ".json"))) {
            SunSpecDefinitions definitions = new SunSpecDefinitions(model);
            definitions.group(Json.parse(reader).asObject().get("group").asObject(), 0, 0, "");
            return definitions.points;
        }
    }

    private void group(JsonObject group, int blockAt, int stride, String count) {
        for (JsonValue point : array(group, "points")) {
            add(point.asObject(), blockAt, stride, count);
        }
        for (JsonValue inner : array(group, "groups")) {
            JsonValue times = inner.asObject().get("count");
            boolean once = times == null || times.isNumber() && times.asInt() == 1;
            String counted = times != null && times.isString() ? times.asString() : "";
            group(
                    inner.asObject(),
                    once ? blockAt : at,
                    once ? stride : size(inner.asObject()),
                    once ? count : counted);
        }
    }

    private void add(JsonObject point, int blockAt, int stride, String count) {
        int size = point.getInt("size", 0);
        JsonValue scale = point.get("sf");
        Map<Long, String> symbols = new TreeMap<>();
        array(point, "symbols")
                .forEach(symbol -> symbols.put(
                        symbol.asObject().getLong("value", -1),
                        // Another slip: model 111 has two stray letters before its states.
                        symbol.asObject().getString("name", "").replaceFirst("^gg", "")));
        String name = point.getString("name", "");
        points.add(new Defined(
                model == 201 ? SLIPS_OF_201.getOrDefault(name, name) : name,
                at,
                point.getString("type", ""),
                size,
                scale != null && scale.isString() ? scale.asString() : "",
                blockAt,
                stride,
                count,
                symbols));
        at += size;
    }

    private static int size(JsonObject group) {
        int size = 0;
        for (JsonValue point : array(group, "points")) {
            size += point.asObject().getInt("size", 0);
        }
        for (JsonValue inner : array(group, "groups")) {
            size += size(inner.asObject());
        }
        return size;
    }

    private static JsonArray array(JsonObject object, String name) {
        JsonValue array = object.get(name);
        return array == null ? new JsonArray() : array.asArray();
    }
}
