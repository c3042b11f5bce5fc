package io.tieline.console;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.SiteClock;
import java.util.Optional;
import java.util.function.Supplier;

/** The reading half of REST, as plain functions from a path to an answer. */
final class Api {

    static final String PREFIX = "/api/v1/";
    private static final String DEVICES = "devices/";
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;

    private final ConsoleData data;
    private final Supplier<String> metrics;
    private final SiteClock clock;

    Api(ConsoleData data, Supplier<String> metrics, SiteClock clock) {
        this.data = data;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** The answer to a GET; empty: there is no such resource. */
    Optional<Reply> get(String path, Optional<String> limit) {
        if (path.equals("/metrics")) {
            return Optional.of(Reply.text("text/plain; version=0.0.4; charset=utf-8", metrics.get()));
        }
        if (!path.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String resource = path.substring(PREFIX.length());
        if (resource.startsWith(DEVICES)) {
            return device(resource.substring(DEVICES.length())).map(Reply::json);
        }
        return switch (resource) {
            case "site" -> Optional.of(Reply.json(site()));
            case "devices" -> Optional.of(Reply.json(ViewJson.list(data.devices(), ViewJson::device)));
            case "decision" ->
                Optional.of(Reply.json(
                        data.decision().<JsonValue>map(ViewJson::decision).orElse(Json.NULL)));
            case "decisions" -> limited(limit, count -> ViewJson.list(data.decisions(count), ViewJson::decision));
            case "events" -> limited(limit, count -> ViewJson.list(data.events(count), ViewJson::event));
            case "alarms" -> Optional.of(Reply.json(ViewJson.list(data.alarms(), ViewJson::alarm)));
            case "status" -> Optional.of(Reply.json(ViewJson.status(data)));
            default -> Optional.empty();
        };
    }

    private JsonObject site() {
        return Json.object()
                .add("name", data.siteName())
                .add("zone", data.zone().getId())
                .add("timeUtcMillis", clock.utcMillis())
                .add("devices", data.devices().size())
                .add("alarms", data.alarms().size())
                .add(
                        "gridState",
                        data.decision()
                                .map(decision -> Json.value(decision.gridState()))
                                .orElse(Json.NULL));
    }

    private Optional<JsonObject> device(String id) {
        Optional<DeviceView> view =
                data.devices().stream().filter(device -> device.id().equals(id)).findFirst();
        return view.map(device -> {
            JsonObject json = ViewJson.device(device);
            DeviceSnapshot snapshot = new DeviceSnapshot();
            data.image().device(id).ifPresent(image -> image.read(snapshot));
            return json.add("points", PointJson.all(snapshot));
        });
    }

    private interface Listing {
        JsonValue of(int limit);
    }

    private static Optional<Reply> limited(Optional<String> limit, Listing listing) {
        int count;
        try {
            count = limit.map(Integer::parseInt).orElse(DEFAULT_LIMIT);
        } catch (NumberFormatException e) {
            count = 0;
        }
        return Optional.of(
                count < 1 || count > MAX_LIMIT
                        ? Reply.problem(
                                400,
                                "limit is not a number from 1 to " + MAX_LIMIT,
                                "Ask with ?limit=" + DEFAULT_LIMIT + ", or leave it out.")
                        : Reply.json(listing.of(count)));
    }
}
