package io.tieline.gateway.update;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.ParseException;
import java.net.URI;
import java.time.Duration;

/**
 * What upstream wants of the software:
 *
 * <pre>{@code
 * {"id": "wave-2", "update": {"action": "fetch", "address": "https://releases.example/tieline-0.2.0.tlp"}}
 * {"id": "wave-2", "update": {"action": "install"}}
 * {"id": "wave-2", "update": {"action": "postpone", "minutes": 60}}
 * }</pre>
 */
public sealed interface UpdateRequest {

    int LONGEST_MINUTES = 7 * 24 * 60;

    /** As it stands on the record. */
    String id();

    /** A release is to be fetched; it is checked and waits for its moment as any other. */
    record Fetch(String id, URI address) implements UpdateRequest {}

    /** The release that waits is to be installed, whatever it waits for. */
    record Install(String id) implements UpdateRequest {}

    /** The release that waits is to wait on. */
    record Postpone(String id, Duration pause) implements UpdateRequest {}

    /**
     * Reads a request.
     *
     * @throws IllegalArgumentException naming the field that is missing or makes no sense
     */
    static UpdateRequest of(String text) {
        try {
            JsonObject said = Json.parse(text).asObject();
            String id = said.getString("id", "");
            JsonObject update = said.get("update").asObject();
            String action = update.getString("action", "");
            return switch (action) {
                case "fetch" -> new Fetch(id, URI.create(update.getString("address", "")));
                case "install" -> new Install(id);
                case "postpone" -> new Postpone(id, pause(update.getInt("minutes", 0)));
                default ->
                    throw new IllegalArgumentException(
                            "update.action: must be fetch, install or postpone, is '" + action + "'");
            };
        } catch (ParseException | UnsupportedOperationException | NumberFormatException | NullPointerException e) {
            throw new IllegalArgumentException("update: must be an object with the text action", e);
        }
    }

    private static Duration pause(int minutes) {
        if (minutes < 1 || minutes > LONGEST_MINUTES) {
            throw new IllegalArgumentException("update.minutes: must be 1 to " + LONGEST_MINUTES + ", is " + minutes);
        }
        return Duration.ofMinutes(minutes);
    }
}
