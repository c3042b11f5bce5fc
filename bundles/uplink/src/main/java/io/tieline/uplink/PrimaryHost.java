package io.tieline.uplink;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import com.eclipsesource.json.ParseException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Whether the host application is there without which nothing is sent, from its STATE messages over one connection. A
 * message older than one seen before tells of a session that is gone and counts for nothing (Sparkplug 3.0,
 * tck-id-operational-behavior-edge-node-termination-host-offline-timestamp). Thread-safe.
 */
final class PrimaryHost {

    private final @Nullable String id;
    private boolean online;
    private long newest = Long.MIN_VALUE;

    PrimaryHost(@Nullable String id) {
        this.id = id;
        online = id == null;
    }

    /** A new connection: what is retained at another broker is another story. */
    synchronized void forget() {
        online = id == null;
        newest = Long.MIN_VALUE;
    }

    synchronized boolean isOnline() {
        return online;
    }

    /** Takes a STATE message; whatever is malformed means nothing. */
    synchronized void hear(byte[] state) {
        try {
            JsonObject said =
                    Json.parse(new String(state, StandardCharsets.UTF_8)).asObject();
            JsonValue flag = said.get("online");
            JsonValue time = said.get("timestamp");
            if (flag != null && flag.isBoolean() && time != null && time.isNumber() && time.asLong() >= newest) {
                newest = time.asLong();
                online = flag.asBoolean();
            }
        } catch (ParseException | UnsupportedOperationException | NumberFormatException e) {
            // Malformed.
        }
    }
}
