package io.tieline.modbus;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requests that are on the wire and not answered yet, oldest first. Event loop only. */
final class Exchanges {

    private final Framing framing;
    private final ArrayList<Request> underWay = new ArrayList<>(1);
    private int transaction;

    Exchanges(Framing framing) {
        this.framing = framing;
    }

    /** Whether a request may be sent now: as many at once as the most cautious of the devices concerned takes. */
    boolean hasRoomFor(Request next) {
        int most = framing.hasTransactions() ? next.inFlight : 1;
        for (int i = 0; i < underWay.size(); i++) {
            most = Math.min(most, underWay.get(i).inFlight);
        }
        return underWay.size() < Math.max(1, most);
    }

    /** Gives the request a number that no other one under way has. */
    void add(Request request) {
        transaction = (transaction + 1) & 0xFFFF;
        request.transaction = transaction;
        underWay.add(request);
    }

    void remove(Request request) {
        underWay.remove(request);
    }

    /** @param transaction of a frame, {@link Framing#NO_TRANSACTION} where frames bear none */
    @Nullable
    Request find(int transaction) {
        for (int i = 0; i < underWay.size(); i++) {
            Request request = underWay.get(i);
            if (request.transaction == transaction || transaction == Framing.NO_TRANSACTION) {
                return request;
            }
        }
        return null;
    }

    int size() {
        return underWay.size();
    }

    boolean isEmpty() {
        return underWay.isEmpty();
    }

    /** The one whose time is up first, null if there is none. */
    @Nullable
    Request mostPressing() {
        Request first = null;
        for (int i = 0; i < underWay.size(); i++) {
            Request request = underWay.get(i);
            if (first == null || request.deadlineNanos - first.deadlineNanos < 0) {
                first = request;
            }
        }
        return first;
    }

    /** Forgets and returns all. */
    List<Request> drain() {
        List<Request> all = List.copyOf(underWay);
        underWay.clear();
        return all;
    }
}
