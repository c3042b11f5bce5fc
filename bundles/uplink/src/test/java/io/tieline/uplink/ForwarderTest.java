package io.tieline.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.journal.Batch;
import io.tieline.journal.Entry;
import io.tieline.journal.Journal;
import io.tieline.journal.JournalSettings;
import io.tieline.journal.RecordedEvent;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Event;
import io.tieline.model.SiteClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForwarderTest {

    private static final UplinkSettings.BackOff PAUSES =
            new UplinkSettings.BackOff(Duration.ofMillis(10), Duration.ofMillis(50));

    private final SiteClock clock = SiteClock.system();
    private final AlarmBoard alarms = new AlarmBoard(clock, event -> {});
    private final Journal journal;
    private final List<Forwarder> forwarders = new ArrayList<>();
    private int written;

    ForwarderTest(@TempDir Path directory) {
        journal = Journal.open(
                directory, JournalSettings.standard().withBlockEvery(Duration.ofMillis(50)), clock, alarms);
    }

    @AfterEach
    void close() {
        forwarders.forEach(Forwarder::close);
        journal.close();
    }

    @Test
    void everythingArrivesInOrderAndThePlaceSurvivesANewForwarder() {
        Receiver receiver = new Receiver();
        write(30);
        Forwarder first = start("far", receiver, Duration.ofSeconds(5));
        Awaitility.await().until(() -> first.backlog() == 0);
        first.close();
        write(5);
        Forwarder second = start("far", receiver, Duration.ofSeconds(5));
        Awaitility.await().until(() -> second.backlog() == 0);
        assertThat(receiver.sentences()).isEqualTo(sentences(0, 35));
    }

    @Test
    void whatFailedComesAgainFromThePlaceAndTheAlarmStandsMeanwhile() {
        Receiver receiver = new Receiver();
        receiver.failing = true;
        write(10);
        Forwarder forwarder = start("far", receiver, Duration.ofSeconds(5));
        Awaitility.await().until(() -> alarms.stands("far", "far.lost"));
        assertThat(forwarder.backlog()).isEqualTo(10);
        receiver.failing = false;
        Awaitility.await().until(() -> forwarder.backlog() == 0);
        assertThat(receiver.sentences()).isEqualTo(sentences(0, 10));
        assertThat(alarms.stands("far", "far.lost")).isFalse();
    }

    @Test
    void aSinkThatNeverAnswersHasFailedAfterAWhileAndHoldsNobodyElseUp() {
        Receiver silent = new Receiver();
        silent.silent = true;
        Receiver quick = new Receiver();
        write(10);
        Forwarder slow = start("silent", silent, Duration.ofMillis(200));
        Forwarder fast = start("quick", quick, Duration.ofSeconds(5));
        Awaitility.await().until(() -> fast.backlog() == 0);
        Awaitility.await().until(() -> alarms.stands("silent", "silent.lost"));
        assertThat(slow.backlog()).isEqualTo(10);
        assertThat(alarms.stands("quick", "quick.lost")).isFalse();
    }

    private Forwarder start(String source, Sink sink, Duration patience) {
        Forwarder forwarder = Forwarder.start(source, sink, journal, alarms, PAUSES, patience);
        forwarders.add(forwarder);
        return forwarder;
    }

    private void write(int events) {
        for (int i = 0; i < events; i++) {
            journal.append(Event.state(clock.utcMillis(), "test", "event " + written++))
                    .toCompletableFuture()
                    .join();
        }
    }

    private static List<String> sentences(int from, int to) {
        List<String> sentences = new ArrayList<>();
        for (int i = from; i < to; i++) {
            sentences.add("event " + i);
        }
        return sentences;
    }

    private static final class Receiver implements Sink {
        private final List<Entry> got = new CopyOnWriteArrayList<>();
        private volatile boolean failing;
        private volatile boolean silent;

        List<String> sentences() {
            return got.stream()
                    .map(entry -> ((RecordedEvent) entry).event().sentence())
                    .toList();
        }

        @Override
        public String name() {
            return "the receiver";
        }

        @Override
        public CompletionStage<?> deliver(Batch batch) {
            if (failing) {
                return CompletableFuture.failedFuture(new IllegalStateException("no room"));
            }
            if (!silent) {
                got.addAll(batch.entries());
                return CompletableFuture.completedFuture(true);
            }
            return new CompletableFuture<>();
        }

        @Override
        public void close() {
            // Nothing to give up.
        }
    }
}
