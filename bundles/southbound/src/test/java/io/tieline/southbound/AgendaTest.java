package io.tieline.southbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AgendaTest {

    private final VirtualTime time = new VirtualTime();
    private final long begin = time.monotonicNanos();
    private final Agenda agenda = new Agenda(time, () -> time.monotonicNanos() - begin);
    private final List<String> done = new ArrayList<>();

    @Test
    void itIsDoneInOrderOfTimeAndAtTheTimeSaidLast() {
        Agenda.Entry early = agenda.entry(() -> done.add("early"));
        Agenda.Entry late = agenda.entry(() -> done.add("late"));
        Agenda.Entry never = agenda.entry(() -> done.add("never"));
        agenda.entry(() -> {
                    late.at(30_000_000);
                    never.at(10_000_000);
                    early.at(40_000_000);
                    early.at(20_000_000);
                    never.at(Agenda.NEVER);
                })
                .wake();
        time.pass(Duration.ofMillis(25));
        assertThat(done).containsExactly("early");
        time.pass(Duration.ofMillis(100));
        assertThat(done).containsExactly("early", "late");
    }

    @Test
    void whoAsksForThePastStarvesNoOther() {
        AtomicInteger greedy = new AtomicInteger();
        Agenda.Entry other = agenda.entry(() -> done.add("after " + greedy.get()));
        Agenda.Entry[] self = new Agenda.Entry[1];
        self[0] = agenda.entry(() -> {
            if (greedy.incrementAndGet() < 1000) {
                self[0].at(-1);
            }
            if (greedy.get() == 2) {
                other.wake();
            }
        });
        self[0].wake();
        time.pass(Duration.ofMillis(10));
        assertThat(done).containsExactly("after 2");
        assertThat(greedy).hasValue(1000);
    }

    @Test
    void manyWakesBeforeARoundAreOne() {
        Agenda.Entry first = agenda.entry(() -> done.add("first"));
        Agenda.Entry second = agenda.entry(() -> done.add("second"));
        first.wake();
        second.wake();
        first.wake();
        time.pass(Duration.ZERO);
        assertThat(done).containsExactly("first", "second");
        assertThat(time.executed()).isEqualTo(1);
        first.wake();
        time.pass(Duration.ZERO);
        assertThat(done).containsExactly("first", "second", "first");
    }

    @Test
    void newsThatComeWhileItIsDoneAreDoneAfterwards() {
        Agenda.Entry[] self = new Agenda.Entry[1];
        self[0] = agenda.entry(() -> {
            done.add("done");
            if (done.size() == 1) {
                self[0].wake();
            }
        });
        self[0].wake();
        time.pass(Duration.ZERO);
        assertThat(done).hasSize(2);
    }

    /** With real threads: after the last wake everything has been seen, and never two at a time. */
    @Test
    void noWakeIsLost() throws InterruptedException {
        int threads = 4;
        int wakes = 50_000;
        ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2);
        try {
            Agenda real = new Agenda(scheduler, System::nanoTime);
            AtomicInteger written = new AtomicInteger();
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger together = new AtomicInteger();
            CountDownLatch seen = new CountDownLatch(1);
            List<Agenda.Entry> entries = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                entries.add(real.entry(() -> {
                    if (inside.getAndIncrement() != 0) {
                        together.incrementAndGet();
                    }
                    if (written.get() == threads * wakes) {
                        seen.countDown();
                    }
                    inside.decrementAndGet();
                }));
            }
            List<Thread> all = entries.stream()
                    .map(entry -> new Thread(() -> {
                        for (int i = 0; i < wakes; i++) {
                            written.incrementAndGet();
                            entry.wake();
                        }
                    }))
                    .toList();
            all.forEach(Thread::start);
            assertThat(seen.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(together).hasValue(0);
        } finally {
            scheduler.shutdownNow();
        }
    }
}
