package io.tieline.console;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import io.tieline.console.DecisionView.WindowView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the running demand window got to where it is, and how the ones before it ended. Kept since the console started. */
final class WindowHistory {

    private static final int MAX_CLOSED = 48;
    private static final int POINTS_PER_WINDOW = 120;

    private record Moment(double elapsedS, double meanW, double rawMeanW) {}

    private final Deque<WindowView> closed = new ArrayDeque<>();
    private final List<Moment> curve = new ArrayList<>();
    private @Nullable WindowView running;

    synchronized void saw(WindowView window) {
        WindowView before = running;
        if (before != null && before.startUtcMillis() != window.startUtcMillis()) {
            closed.addLast(before);
            curve.clear();
            if (closed.size() > MAX_CLOSED) {
                closed.removeFirst();
            }
        }
        running = window;
        double step = (window.endUtcMillis() - window.startUtcMillis()) / 1000.0 / POINTS_PER_WINDOW;
        double last = curve.isEmpty()
                ? Double.NEGATIVE_INFINITY
                : curve.get(curve.size() - 1).elapsedS();
        if (window.elapsedS() - last >= step) {
            curve.add(new Moment(window.elapsedS(), window.meanSoFarW(), window.rawMeanSoFarW()));
        }
    }

    /** {@code curve}: [elapsedS, meanW, rawMeanW] each; {@code closed}: oldest first. */
    synchronized JsonObject json() {
        JsonArray moments = new JsonArray();
        curve.forEach(moment -> moments.add(new JsonArray()
                .add(whole(moment.elapsedS()))
                .add(whole(moment.meanW()))
                .add(whole(moment.rawMeanW()))));
        JsonArray windows = new JsonArray();
        closed.forEach(window -> windows.add(Json.object()
                .add("endUtcMillis", window.endUtcMillis())
                .add("meanW", whole(window.meanSoFarW()))
                .add("rawMeanW", whole(window.rawMeanSoFarW()))
                .add("targetW", whole(window.targetW()))));
        return Json.object().add("curve", moments).add("closed", windows);
    }

    private static JsonValue whole(double value) {
        return Double.isFinite(value) ? Json.value(Math.round(value)) : Json.NULL;
    }
}
