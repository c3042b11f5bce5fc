package io.tieline.journal;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import com.eclipsesource.json.ParseException;
import io.tieline.model.Event;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The detail of an event as JSON, and the chain of hashes over all events. */
final class EventText {

    /** What the first event is chained to. */
    static final byte[] FIRST_HASH = new byte[32];

    private EventText() {}

    static String detail(Map<String, Object> detail) {
        return value(detail).toString();
    }

    /** The detail of an event; damaged JSON is kept as it stands. */
    static Map<String, Object> parse(String json) {
        try {
            return members(Json.parse(json).asObject());
        } catch (ParseException | UnsupportedOperationException e) {
            return Map.of("text", json);
        }
    }

    /** SHA-256 over the hash before and the whole row, which JSON makes unambiguous. */
    static byte[] hash(byte[] before, long position, Event event, String detail) {
        JsonArray row = new JsonArray();
        row.add(position).add(event.utcMillis()).add(event.kind().name());
        row.add(event.severity().name())
                .add(event.source())
                .add(event.sentence())
                .add(detail);
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(before);
            return sha.digest(row.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static JsonValue value(Object object) {
        if (object instanceof Map<?, ?> map) {
            JsonObject json = new JsonObject();
            map.forEach((name, member) -> json.add(String.valueOf(name), value(member)));
            return json;
        }
        if (object instanceof Iterable<?> list) {
            JsonArray json = new JsonArray();
            list.forEach(member -> json.add(value(member)));
            return json;
        }
        if (object instanceof Boolean flag) {
            return Json.value(flag);
        }
        if (object instanceof Double || object instanceof Float) {
            double number = ((Number) object).doubleValue();
            // Json.value(double) would drop ".0" and with it that this is no Long; JSON has no NaN.
            return Double.isFinite(number) ? Json.parse(Double.toString(number)) : Json.value(Double.toString(number));
        }
        if (object instanceof Number number) {
            return Json.value(number.longValue());
        }
        return Json.value(String.valueOf(object));
    }

    private static Map<String, Object> members(JsonObject json) {
        Map<String, Object> members = new TreeMap<>();
        json.forEach(member -> members.put(member.getName(), object(member.getValue())));
        return members;
    }

    private static Object object(JsonValue json) {
        if (json.isObject()) {
            return members(json.asObject());
        }
        if (json.isArray()) {
            List<Object> list = new ArrayList<>();
            json.asArray().forEach(element -> list.add(object(element)));
            return list;
        }
        if (json.isBoolean()) {
            return json.asBoolean();
        }
        if (json.isNumber()) {
            String digits = json.toString();
            return digits.matches("-?\\d{1,18}") ? (Object) Long.valueOf(digits) : Double.valueOf(digits);
        }
        return json.isString() ? json.asString() : "null";
    }
}
