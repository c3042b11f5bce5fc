package io.tieline.modbus.framing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requests that are on the wire and not answered yet, oldest first. Event loop only. */
public final class Exchanges {

    private final Framing framing;
    private final ArrayList<Request> underWay = new ArrayList<>(1);
    private int transaction;

    public Exchanges(Framing framing) {
        this.framing = framing;
    }

    /** Whether a request may be sent now: as many at once as the most cautious of the devices concerned takes. */
    public boolean hasRoomFor(Request next) {
        int most = framing.hasTransactions() ? next.inFlight : 1;
        for (int i = 0; i < underWay.size(); i++) {
            most = Math.min(most, underWay.get(i).inFlight);
        }
        return underWay.size() < Math.max(1, most);
    }

    /** Gives the request a number that no other one under way has. */
    public void add(Request request) {
        transaction = (transaction + 1) & 0xFFFF;
        request.transaction = transaction;
        underWay.add(request);
    }

    public void remove(Request request) {
        underWay.remove(request);
    }

    /** @param transaction of a frame, {@link Framing#NO_TRANSACTION} where frames bear none */
    @Nullable
    public Request find(int transaction) {
        for (int i = 0; i < underWay.size(); i++) {
            Request request = underWay.get(i);
            if (request.transaction == transaction || transaction == Framing.NO_TRANSACTION) {
                return request;
            }
        }
        return null;
    }

    public int size() {
        return underWay.size();
    }

    public boolean isEmpty() {
        return underWay.isEmpty();
    }

    /** The one whose time is up first, null if there is none. */
    @Nullable
    public Request mostPressing() {
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
    public List<Request> drain() {
        List<Request> all = List.copyOf(underWay);
        underWay.clear();
        return all;
    }
}
