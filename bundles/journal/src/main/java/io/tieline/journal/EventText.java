package io.tieline.journal;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import com.eclipsesource.json.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The detail of an event as JSON. */
final class EventText {

    private EventText() {}

    static String detail(Map<String, Object> detail) {
        return json(detail).toString();
    }

    /** The detail of an event; damaged JSON is kept as it stands. */
    static Map<String, Object> parse(String json) {
        try {
            return members(Json.parse(json).asObject());
        } catch (ParseException | UnsupportedOperationException e) {
            return Map.of("text", json);
        }
    }

    static JsonValue json(Object object) {
        if (object instanceof Map<?, ?> map) {
            JsonObject json = new JsonObject();
            map.forEach((name, member) -> json.add(String.valueOf(name), json(member)));
            return json;
        }
        if (object instanceof Iterable<?> list) {
            JsonArray json = new JsonArray();
            list.forEach(member -> json.add(json(member)));
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
