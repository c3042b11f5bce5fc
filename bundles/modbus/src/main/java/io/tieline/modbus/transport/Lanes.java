package io.tieline.modbus.transport;

import io.tieline.modbus.framing.Request;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a connection: commands first, in the order they came; then the polls, first come, first served within a
 * unit, and the units in turn. Event loop only.
 */
final class Lanes {

    private static final class Lane {
        final ArrayDeque<Request> waiting = new ArrayDeque<>();
        boolean queued;
    }

    private final ArrayDeque<Request> urgent = new ArrayDeque<>();
    /** As long as the highest unit seen needs: most connections have unit 1 and no other. */
    private @Nullable Lane[] byUnit = new Lane[2];

    private final ArrayDeque<Lane> turns = new ArrayDeque<>();

    void add(Request request) {
        if (request.urgent) {
            urgent.addLast(request);
        } else {
            Lane lane = lane(request.unit);
            lane.waiting.addLast(request);
            queue(lane);
        }
    }

    /** Puts a request back that was taken out before: it goes before all others of its unit. */
    void addAgain(Request request) {
        if (request.urgent) {
            urgent.addFirst(request);
        } else {
            Lane lane = lane(request.unit);
            lane.waiting.addFirst(request);
            queue(lane);
        }
    }

    private Lane lane(int unit) {
        if (unit >= byUnit.length) {
            byUnit = Arrays.copyOf(byUnit, unit + 1);
        }
        Lane lane = byUnit[unit];
        if (lane == null) {
            lane = new Lane();
            byUnit[unit] = lane;
        }
        return lane;
    }

    private void queue(Lane lane) {
        if (!lane.queued) {
            lane.queued = true;
            turns.addLast(lane);
        }
    }

    /** What {@link #next} will return. */
    @Nullable
    Request peek() {
        Request command = urgent.peekFirst();
        if (command != null) {
            return command;
        }
        Lane lane = turns.peekFirst();
        return lane == null ? null : lane.waiting.peekFirst();
    }

    /** The next request, or null if none waits. */
    @Nullable
    Request next() {
        Request command = urgent.pollFirst();
        if (command != null) {
            return command;
        }
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
        return urgent.isEmpty() && turns.isEmpty();
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
