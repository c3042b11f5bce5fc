package io.tieline.kura;

import io.tieline.journal.Batch;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.publisher.CloudPublisher;
import org.jspecify.annotations.Nullable;

/**
 * Sends the journal through a Kura cloud publisher, one batch after the other: the next goes out when the cloud has
 * confirmed the one before, and only then the cursor moves. Kura's own store may therefore lose everything (by default
 * it is in memory, and full it drops the newest) without a sample being lost.
 *
 * <p>All calls come from one thread, except {@link #confirmed}.
 */
final class CloudFeed {

    private final Backlog backlog;
    private final CloudPublisher publisher;
    private final int samplesPerMessage;
    private final Duration confirmWithin;

    /** Confirmations may overtake the return of publish. */
    private final Set<String> confirmations = new HashSet<>();

    private @Nullable Waiting waiting;

    private record Waiting(String messageId, long to, long sinceNanos) {}

    CloudFeed(Backlog backlog, CloudPublisher publisher, int samplesPerMessage, Duration confirmWithin) {
        this.backlog = backlog;
        this.publisher = publisher;
        this.samplesPerMessage = samplesPerMessage;
        this.confirmWithin = confirmWithin;
    }

    /** From any thread: the cloud has a message, ours or another's. */
    void confirmed(String messageId) {
        synchronized (confirmations) {
            confirmations.add(messageId);
        }
    }

    /**
     * Does what can be done now.
     *
     * @return the number of samples handed to Kura
     * @throws KuraException if Kura does not take the message; it is tried again with the next call
     */
    int step(long nowNanos) throws KuraException {
        if (waiting != null && !settled(waiting, nowNanos)) {
            return 0;
        }
        Batch batch = backlog.next(samplesPerMessage);
        if (batch.isEmpty()) {
            return 0;
        }
        forgetConfirmations();
        String messageId;
        try {
            messageId = publisher.publish(BatchMessage.of(batch));
        } catch (KuraException | RuntimeException e) {
            backlog.rewind();
            throw e;
        }
        if (messageId == null) {
            // QoS 0: nobody will ever confirm. The form's description tells to choose 1.
            backlog.commit(batch.to());
        } else {
            waiting = new Waiting(messageId, batch.to(), nowNanos);
        }
        return batch.samples();
    }

    private boolean settled(Waiting sent, long nowNanos) {
        boolean confirmed;
        synchronized (confirmations) {
            confirmed = confirmations.remove(sent.messageId());
        }
        if (confirmed) {
            backlog.commit(sent.to());
        } else if (nowNanos - sent.sinceNanos() < confirmWithin.toNanos()) {
            return false;
        } else {
            backlog.rewind();
        }
        waiting = null;
        return true;
    }

    /** Those of other users of the same publisher must not pile up. */
    private void forgetConfirmations() {
        synchronized (confirmations) {
            confirmations.clear();
        }
    }
}
