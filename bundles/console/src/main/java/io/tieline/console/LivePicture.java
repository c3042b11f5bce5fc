package io.tieline.console;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.Event;

/** Paints what the gateway knows onto the {@link LiveBoard}. One thread at a time. */
final class LivePicture {

    private static final int EVENTS_SHOWN = 20;

    private final ConsoleData data;
    private final WindowHistory windows = new WindowHistory();
    private final DeviceSnapshot snapshot = new DeviceSnapshot();

    LivePicture(ConsoleData data) {
        this.data = data;
    }

    /** Keeps the history going while nobody looks. */
    void observe() {
        data.decision().flatMap(DecisionView::window).ifPresent(windows::saw);
    }

    void paint(LiveBoard board) {
        board.put(
                "site",
                Json.object()
                        .add("name", data.siteName())
                        .add("zone", data.zone().getId()));
        board.put("decision", data.decision().<JsonValue>map(ViewJson::decision).orElse(Json.NULL));
        board.put("windows", windows.json());
        board.put("alarms", ViewJson.list(data.alarms(), ViewJson::alarm));
        board.put(
                "events",
                ViewJson.list(
                        data.events(EVENTS_SHOWN * 3).stream()
                                .filter(event -> event.kind() != Event.Kind.DECISION)
                                .limit(EVENTS_SHOWN)
                                .toList(),
                        ViewJson::event));
        board.put("status", ViewJson.status(data));
        board.put("order", ViewJson.list(data.devices(), device -> Json.value(device.id())));
        for (DeviceView device : data.devices()) {
            board.put("device/" + device.id(), device(device));
        }
    }

    private JsonObject device(DeviceView device) {
        JsonObject json = ViewJson.device(device);
        data.image().device(device.id()).ifPresent(image -> {
            image.read(snapshot);
            PointJson.headlines(snapshot, json);
        });
        return json;
    }
}
