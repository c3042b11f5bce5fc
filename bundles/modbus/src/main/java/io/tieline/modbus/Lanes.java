package io.tieline.modbus;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What waits for a connection: first come, first served within a unit, and the units in turn. Event loop only. */
final class Lanes {

    private static final class Lane {
        final ArrayDeque<Request> waiting = new ArrayDeque<>();
        boolean queued;
    }

    private final Map<Integer, Lane> byUnit = new HashMap<>();
    private final ArrayDeque<Lane> turns = new ArrayDeque<>();

    void add(Request request) {
        Lane lane = byUnit.get(request.unit);
        if (lane == null) {
            lane = new Lane();
            byUnit.put(request.unit, lane);
        }
        if (request.urgent) {
            lane.waiting.addFirst(request);
        } else {
            lane.waiting.addLast(request);
        }
        if (!lane.queued) {
            lane.queued = true;
            turns.addLast(lane);
        }
    }

    /** The next request, or null if none waits. */
    @Nullable
    Request next() {
        Lane lane = turns.pollFirst();
        if (lane == null) {
            return null;
        }
        Request request = lane.waiting.pollFirst();
        lane.queued = !lane.waiting.isEmpty();
        if (lane.queued) {
            turns.addLast(lane);
        }
        return request;
    }

    boolean isEmpty() {
        return turns.isEmpty();
    }

    /** Empties all lanes; what is added meanwhile stays. */
    void drain(Consumer<Request> each) {
        ArrayDeque<Request> drained = new ArrayDeque<>();
        for (Request request = next(); request != null; request = next()) {
            drained.add(request);
        }
        drained.forEach(each);
    }
}
