package io.tieline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.model.SampleTarget;
import io.tieline.model.SiteClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveFeedTest {

    private final AtomicLong nanos = new AtomicLong();
    private final SiteClock clock = new SiteClock() {
        @Override
        public long utcMillis() {
            return 1_795_000_000_000L + nanos.get() / 1_000_000;
        }

        @Override
        public long monotonicNanos() {
            return nanos.get();
        }
    };
    private final FakeSite site = new FakeSite(clock);
    private final LiveFeed feed = new LiveFeed(new LivePicture(site), clock, nanos::get);

    @BeforeEach
    void fill() {
        site.step();
    }

    @Test
    void onlyWhatChangedIsSent() {
        FakeWire wire = new FakeWire(true);
        feed.join(wire, () -> true);
        assertThat(wire.sent).hasSize(1);
        assertThat(wire.sent.get(0)).startsWith("event: picture\n").contains("\"device/cab-01\"", "\"device/grid\"");

        putGridPower(777_000);
        tick(500);
        assertThat(wire.sent.get(1))
                .startsWith("event: change\n")
                .contains("\"device/grid\"", "777000")
                .doesNotContain("cab-01", "\"site\"");
    }

    @Test
    void noiseBelowAWattIsNoChange() {
        putGridPower(777_000.1);
        FakeWire wire = new FakeWire(true);
        feed.join(wire, () -> true);
        putGridPower(777_000.4);
        tick(500);
        assertThat(wire.sent).hasSize(1);
    }

    @Test
    void aQuietSiteStillBeats() {
        FakeWire wire = new FakeWire(true);
        feed.join(wire, () -> true);
        for (int i = 0; i < 7; i++) {
            tick(500);
        }
        assertThat(wire.sent).hasSize(1);
        tick(500);
        assertThat(wire.sent.get(1)).startsWith("event: beat\n").contains("timeUtcMillis");
    }

    @Test
    void aSlowClientGetsEverythingItMissedAtOnceAndNothingIsQueued() {
        FakeWire slow = new FakeWire(false);
        feed.join(slow, () -> true);
        for (int i = 0; i < 10; i++) {
            putGridPower(500_000 + i * 1000);
            tick(500);
        }
        assertThat(slow.sent).hasSize(1);
        slow.finish();
        tick(500);
        assertThat(slow.sent).hasSize(2);
        assertThat(slow.sent.get(1)).contains("509000").doesNotContain("508000");
    }

    @Test
    void aClientThatTakesNothingIsDropped() {
        FakeWire stuck = new FakeWire(false);
        FakeWire healthy = new FakeWire(true);
        feed.join(stuck, () -> true);
        feed.join(healthy, () -> true);
        tick(9_000);
        assertThat(stuck.dropped).isFalse();
        tick(2_000);
        assertThat(stuck.dropped).isTrue();
        assertThat(healthy.dropped).isFalse();
        assertThat(feed.clients()).isEqualTo(1);
    }

    @Test
    void clientsAreBoundedAndAFreedPlaceIsGivenAgain() {
        List<FakeWire> wires = new ArrayList<>();
        for (int i = 0; i < LiveFeed.MAX_CLIENTS; i++) {
            FakeWire wire = new FakeWire(true);
            wires.add(wire);
            assertThat(feed.join(wire, () -> true)).isTrue();
        }
        assertThat(feed.join(new FakeWire(true), () -> true)).isFalse();
        wires.get(0).failNext = true;
        putGridPower(1);
        tick(500);
        assertThat(feed.clients()).isEqualTo(LiveFeed.MAX_CLIENTS - 1);
        assertThat(feed.join(new FakeWire(true), () -> true)).isTrue();
    }

    @Test
    void whoIsLoggedOutHearsNothingMore() {
        AtomicBoolean loggedIn = new AtomicBoolean(true);
        FakeWire wire = new FakeWire(true);
        feed.join(wire, loggedIn::get);
        loggedIn.set(false);
        putGridPower(1);
        tick(500);
        assertThat(wire.sent).hasSize(1);
        assertThat(wire.dropped).isTrue();
    }

    private void putGridPower(double watts) {
        SampleTarget target = site.image().device(0).target();
        target.begin(clock.utcMillis());
        target.put(0, watts);
        target.commit();
    }

    private void tick(long millis) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
        feed.tick();
    }

    private static final class FakeWire implements LiveFeed.Wire {
        private final boolean immediate;
        private final List<String> sent = new ArrayList<>();
        private Runnable done = () -> {};
        private boolean failNext;
        private boolean dropped;

        FakeWire(boolean immediate) {
            this.immediate = immediate;
        }

        @Override
        public void write(String text, Runnable done, Runnable failed) {
            sent.add(text);
            if (failNext) {
                failed.run();
            } else if (immediate) {
                done.run();
            } else {
                this.done = done;
            }
        }

        void finish() {
            done.run();
        }

        @Override
        public void drop(String why) {
            dropped = true;
        }
    }
}
