package io.tieline.console;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An answer as a whole, before any server sees it. */
record Reply(int status, String contentType, byte[] body, Map<String, String> headers) {

    private static final String JSON = "application/json";

    static Reply json(JsonValue value) {
        return new Reply(200, JSON, bytes(value), Map.of());
    }

    static Reply text(String contentType, String text) {
        return new Reply(200, contentType, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** An error: what is wrong and what to do about it. */
    static Reply problem(int status, String message, String remedy) {
        return problem(status, message, remedy, Map.of());
    }

    static Reply problem(int status, String message, String remedy, Map<String, String> headers) {
        JsonValue body =
                Json.object().add("status", status).add("message", message).add("remedy", remedy);
        return new Reply(status, JSON, bytes(body), headers);
    }

    boolean isJson() {
        return contentType.equals(JSON);
    }

    Reply with(Map<String, String> moreHeaders) {
        return new Reply(status, contentType, body, moreHeaders);
    }

    private static byte[] bytes(JsonValue value) {
        return value.toString().getBytes(StandardCharsets.UTF_8);
    }
}
