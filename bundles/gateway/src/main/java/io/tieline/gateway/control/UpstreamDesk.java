package io.tieline.gateway.control;

import io.tieline.control.ControlCore;
import io.tieline.control.lease.LeaseAnswer;
import io.tieline.control.lease.LeaseAnswer.Accepted;
import io.tieline.control.lease.LeaseAnswer.Reason;
import io.tieline.control.lease.LeaseAnswer.Refused;
import io.tieline.control.lease.LeaseRequest;
import io.tieline.gateway.message.LeaseEvents;
import io.tieline.model.SiteClock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Takes requests from upstream: asked, recorded, and only then granted. */
final class UpstreamDesk {

    private final CoreAccess core;
    private final Journalling record;
    private final SiteClock clock;

    UpstreamDesk(CoreAccess core, Journalling record, SiteClock clock) {
        this.core = core;
        this.record = record;
        this.clock = clock;
    }

    /**
     * Offers a request. What is accepted is on the disk before it takes effect, and takes effect with the next decision.
     *
     * @return completes with the answer, never exceptionally
     */
    CompletionStage<LeaseAnswer> offer(LeaseRequest request) {
        return core.with(inside -> said(inside, request))
                .thenCompose(said -> recorded(request, said))
                .exceptionally(e -> new Refused(Reason.NOT_IN_CONTROL, "it cannot be recorded or applied: " + e));
    }

    private LeaseAnswer said(ControlCore inside, LeaseRequest request) {
        SiteClock.Moment now = clock.moment();
        return inside.offer(request, now.utcMillis(), now.monotonicNanos());
    }

    private CompletionStage<LeaseAnswer> recorded(LeaseRequest request, LeaseAnswer said) {
        CompletionStage<?> safe = record.append(LeaseEvents.of(request, said, clock.utcMillis()));
        return said instanceof Accepted
                ? safe.thenCompose(number -> core.with(inside -> granted(inside, request)))
                : CompletableFuture.completedFuture(said);
    }

    /** Asked once more: while the record was written a later authority may have spoken. */
    private LeaseAnswer granted(ControlCore inside, LeaseRequest request) {
        LeaseAnswer said = said(inside, request);
        if (said instanceof Accepted accepted) {
            inside.grant(accepted);
        }
        return said;
    }
}
