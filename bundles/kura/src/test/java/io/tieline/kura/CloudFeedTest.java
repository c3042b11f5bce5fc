package io.tieline.kura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tieline.journal.Batch;
import io.tieline.journal.Entry;
import io.tieline.journal.RecordedEvent;
import io.tieline.model.Event;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.listener.CloudConnectionListener;
import org.eclipse.kura.cloudconnection.listener.CloudDeliveryListener;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.publisher.CloudPublisher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CloudFeedTest {

    private static final long SECOND = 1_000_000_000L;

    private final FakeBacklog backlog = new FakeBacklog();
    private final FakePublisher publisher = new FakePublisher();
    private final CloudFeed feed = new CloudFeed(backlog, publisher, 100, Duration.ofSeconds(60));

    @Test
    void theCursorMovesOnlyWhenTheCloudHasConfirmed() throws KuraException {
        feed.step(0);
        feed.step(SECOND);
        assertThat(publisher.sent).hasSize(1);
        assertThat(backlog.committed).isZero();
        feed.confirmed("somebody else's");
        feed.step(2 * SECOND);
        assertThat(backlog.committed).isZero();
        feed.confirmed("m1");
        feed.step(3 * SECOND);
        assertThat(backlog.committed).isEqualTo(1);
        assertThat(publisher.sent).hasSize(2);
    }

    @Test
    void aConfirmationMayComeBeforePublishReturns() throws KuraException {
        publisher.atOnce = feed;
        feed.step(0);
        feed.step(SECOND);
        assertThat(backlog.committed).isEqualTo(1);
    }

    @Test
    void withoutConfirmationTheSameIsSentAgain() throws KuraException {
        feed.step(0);
        feed.step(60 * SECOND);
        assertThat(publisher.sent).hasSize(2);
        assertThat(from(publisher.sent.get(1))).isEqualTo(from(publisher.sent.get(0)));
    }

    @Test
    void whatKuraDoesNotTakeStaysInTheJournal() throws KuraException {
        publisher.full = true;
        assertThatExceptionOfType(KuraException.class).isThrownBy(() -> feed.step(0));
        publisher.full = false;
        feed.step(SECOND);
        assertThat(from(publisher.sent.get(0))).isEqualTo(0L);
        assertThat(backlog.committed).isZero();
    }

    @Test
    void withQosZeroHandingOverIsAllThereIs() throws KuraException {
        publisher.qosZero = true;
        feed.step(0);
        assertThat(backlog.committed).isEqualTo(1);
    }

    @Test
    void theBodyKeepsTheWholeEvent() throws Exception {
        feed.step(0);
        byte[] body = Objects.requireNonNull(publisher.sent.get(0).getPayload().getBody());
        try (GZIPInputStream zip = new GZIPInputStream(new ByteArrayInputStream(body))) {
            assertThat(new String(zip.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("\"event\":\"STATE\"")
                    .contains("\"t\":1000")
                    .contains("\"sentence\":\"He said \\\"0\\\"\"")
                    .endsWith("}\n");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Object from(KuraMessage message) {
        return Objects.requireNonNull(message.getPayload().metrics().get("tieline.from"));
    }

    private static final class FakeBacklog implements Backlog {
        private long committed;
        private long next;

        @Override
        public Batch next(int maxSamples) {
            Entry entry = new RecordedEvent(next, Event.state(1000 + next, "test", "He said \"" + next + "\""));
            next++;
            return new Batch(next - 1, next, List.of(entry));
        }

        @Override
        public void commit(long position) {
            committed = position;
        }

        @Override
        public void rewind() {
            next = committed;
        }
    }

    private static final class FakePublisher implements CloudPublisher {
        private final List<KuraMessage> sent = new ArrayList<>();
        private boolean full;
        private boolean qosZero;
        private @Nullable CloudFeed atOnce;

        @Override
        public @Nullable String publish(KuraMessage message) throws KuraException {
            if (full) {
                throw new KuraException(KuraErrorCode.STORE_ERROR, "full");
            }
            sent.add(message);
            String id = "m" + sent.size();
            if (atOnce != null) {
                atOnce.confirmed(id);
            }
            return qosZero ? null : id;
        }

        @Override
        public void registerCloudConnectionListener(CloudConnectionListener listener) {}

        @Override
        public void unregisterCloudConnectionListener(CloudConnectionListener listener) {}

        @Override
        public void registerCloudDeliveryListener(CloudDeliveryListener listener) {}

        @Override
        public void unregisterCloudDeliveryListener(CloudDeliveryListener listener) {}
    }
}
