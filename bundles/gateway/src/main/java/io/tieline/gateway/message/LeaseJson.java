package io.tieline.gateway.message;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import com.eclipsesource.json.ParseException;
import io.tieline.control.lease.LeaseAnswer;
import io.tieline.control.lease.LeaseAnswer.Accepted;
import io.tieline.control.lease.LeaseAnswer.Refused;
import io.tieline.control.lease.LeaseRequest;
import io.tieline.control.lease.Payload;
import io.tieline.control.lease.Payload.Curtailment;
import io.tieline.control.lease.Payload.Limit;
import io.tieline.control.lease.Payload.Mode;
import io.tieline.control.lease.Payload.PowerSchedule;
import io.tieline.control.lease.Payload.PriceSchedule;
import io.tieline.control.lease.Payload.ReserveFloor;
import io.tieline.control.lease.PowerRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Requests and answers as JSON. Times are milliseconds of UTC, powers W (+ = discharge, import positive):
 *
 * <pre>{@code
 * {"id": "day-ahead", "issued": 1795356000000, "epoch": 3, "ttl": 7200, "priority": 0,
 *  "bounds": {"minW": -500000, "maxW": 500000},
 *  "payload": {"kind": "power", "start": 1795356000000, "slotSeconds": 1800, "watts": [100000, 0, -50000]}}
 * }</pre>
 *
 * <p>Other payloads: {@code {"kind": "price", "start", "slotSeconds", "perKilowattHour": []}}, {@code {"kind":
 * "curtailment", "start", "end", "maxImportW", "minDischargeW", "baselineW"}}, {@code {"kind": "limit", "importW"}},
 * {@code {"kind": "reserve", "socPercent"}}, {@code {"kind": "mode", "mode": "local" | "storm"}}. Without ttl a lease
 * stands for 300 s, without bounds it is free.
 */
public final class LeaseJson {

    private LeaseJson() {}

    /**
     * Reads a request.
     *
     * @throws IllegalArgumentException naming the field that is missing or makes no sense
     */
    public static LeaseRequest request(String text) {
        try {
            JsonObject json = Json.parse(text).asObject();
            return new LeaseRequest(
                    text(json, "id"),
                    whole(json, "issued"),
                    whole(json, "epoch"),
                    json.getDouble("ttl", LeaseRequest.DEFAULT_TTL_SECONDS),
                    json.getInt("priority", 0),
                    bounds(json.get("bounds")),
                    payload(field(json, "payload").asObject()));
        } catch (ParseException e) {
            throw new IllegalArgumentException("the request is no JSON: " + e.getMessage(), e);
        } catch (UnsupportedOperationException | NumberFormatException e) {
            throw new IllegalArgumentException("a field has the wrong type: " + e.getMessage(), e);
        }
    }

    private static PowerRange bounds(@Nullable JsonValue json) {
        if (json == null) {
            return PowerRange.FREE;
        }
        JsonObject range = json.asObject();
        return new PowerRange(
                range.getDouble("minW", Double.NEGATIVE_INFINITY), range.getDouble("maxW", Double.POSITIVE_INFINITY));
    }

    private static Payload payload(JsonObject json) {
        String kind = text(json, "kind");
        return switch (kind) {
            case "power" -> new PowerSchedule(whole(json, "start"), slot(json), values(json, "watts"));
            case "price" -> new PriceSchedule(whole(json, "start"), slot(json), values(json, "perKilowattHour"));
            case "curtailment" ->
                new Curtailment(
                        whole(json, "start"),
                        whole(json, "end"),
                        json.getDouble("maxImportW", Double.POSITIVE_INFINITY),
                        json.getDouble("minDischargeW", 0),
                        json.getDouble("baselineW", Double.NaN));
            case "limit" -> new Limit(field(json, "importW").asDouble());
            case "reserve" -> new ReserveFloor(field(json, "socPercent").asDouble());
            case "mode" -> new Mode(mode(text(json, "mode")));
            default ->
                throw new IllegalArgumentException(
                        "payload.kind: must be power, price, curtailment, limit, reserve or" + " mode, is " + kind);
        };
    }

    private static Mode.Kind mode(String name) {
        return switch (name) {
            case "local" -> Mode.Kind.LOCAL;
            case "storm" -> Mode.Kind.STORM;
            default -> throw new IllegalArgumentException("payload.mode: must be local or storm, is " + name);
        };
    }

    private static Duration slot(JsonObject json) {
        return Duration.ofMillis(Math.round(field(json, "slotSeconds").asDouble() * 1000));
    }

    private static List<Double> values(JsonObject json, String name) {
        List<Double> values = new ArrayList<>();
        for (JsonValue value : field(json, name).asArray()) {
            values.add(value.asDouble());
        }
        return values;
    }

    private static String text(JsonObject json, String name) {
        return field(json, name).asString();
    }

    private static long whole(JsonObject json, String name) {
        return field(json, name).asLong();
    }

    private static JsonValue field(JsonObject json, String name) {
        JsonValue value = json.get(name);
        if (value == null || value.isNull()) {
            throw new IllegalArgumentException(name + ": is missing");
        }
        return value;
    }

    /** Writes a request; the counterpart of {@link #request}. */
    static JsonObject of(LeaseRequest request) {
        JsonObject bounds = Json.object();
        number(bounds, "minW", request.bounds().minW());
        number(bounds, "maxW", request.bounds().maxW());
        return Json.object()
                .add("id", request.id())
                .add("issued", request.issuedUtcMillis())
                .add("epoch", request.epoch())
                .add("ttl", request.ttlSeconds())
                .add("priority", request.priority())
                .add("bounds", bounds)
                .add("payload", of(request.payload()));
    }

    private static JsonObject of(Payload payload) {
        JsonObject json = Json.object();
        if (payload instanceof PowerSchedule power) {
            return slots(json.add("kind", "power"), power.startUtcMillis(), power.slot(), "watts", power.watts());
        }
        if (payload instanceof PriceSchedule price) {
            return slots(
                    json.add("kind", "price"),
                    price.startUtcMillis(),
                    price.slot(),
                    "perKilowattHour",
                    price.perKilowattHour());
        }
        if (payload instanceof Curtailment event) {
            json.add("kind", "curtailment").add("start", event.startUtcMillis()).add("end", event.endUtcMillis());
            number(json, "maxImportW", event.maxImportW());
            number(json, "minDischargeW", event.minDischargeW());
            number(json, "baselineW", event.baselineW());
            return json;
        }
        if (payload instanceof Limit limit) {
            return json.add("kind", "limit").add("importW", limit.importW());
        }
        return payload instanceof ReserveFloor floor
                ? json.add("kind", "reserve").add("socPercent", floor.socPercent())
                : json.add("kind", "mode")
                        .add("mode", ((Mode) payload).kind().name().toLowerCase(Locale.ROOT));
    }

    private static JsonObject slots(JsonObject json, long start, Duration slot, String name, List<Double> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return json.add("start", start)
                .add("slotSeconds", slot.toMillis() / 1000.0)
                .add(name, array);
    }

    /** JSON has no word for what is no number: it is left out. */
    private static void number(JsonObject json, String name, double value) {
        if (Double.isFinite(value)) {
            json.add(name, value);
        }
    }

    /** An answer, as it goes back upstream. */
    static JsonObject of(String id, LeaseAnswer answer) {
        JsonObject json = Json.object().add("id", id);
        if (answer instanceof Accepted accepted) {
            JsonArray clamped = new JsonArray();
            accepted.clamped().forEach(clamped::add);
            return json.add("answer", "accepted")
                    .add("expires", accepted.lease().expiresUtcMillis())
                    .add("clamped", clamped);
        }
        Refused refused = (Refused) answer;
        return json.add("answer", "refused")
                .add("reason", refused.reason().name().toLowerCase(Locale.ROOT))
                .add("why", refused.why());
    }
}
