package io.tieline.gateway.message;

import io.tieline.control.lease.LeaseAnswer;
import io.tieline.control.lease.LeaseAnswer.Accepted;
import io.tieline.control.lease.LeaseAnswer.Refused;
import io.tieline.control.lease.LeaseRequest;
import io.tieline.model.Event;
import io.tieline.model.Severity;
import java.util.Map;

/** What upstream asked for and what it was told, as the journal keeps it. */
public final class LeaseEvents {

    private LeaseEvents() {}

    public static Event of(LeaseRequest request, LeaseAnswer answer, long utcMillis) {
        String what = "Lease " + request.id() + " from upstream ";
        String sentence = answer instanceof Accepted accepted
                ? what + "is accepted"
                        + (accepted.clamped().isEmpty() ? "" : ", clamped: " + String.join("; ", accepted.clamped()))
                : what + "is refused: " + ((Refused) answer).why();
        return new Event(
                utcMillis,
                Event.Kind.COMMAND,
                Severity.INFO,
                "control",
                sentence,
                Map.of("request", LeaseJson.of(request).toString()));
    }
}
