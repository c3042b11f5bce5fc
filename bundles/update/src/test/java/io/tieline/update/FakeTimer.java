package io.tieline.update;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

final class FakeTimer implements Timer {
    private record Entry(long atSecond, Runnable task) {}

    private final List<Entry> entries = new ArrayList<>();
    private long now;

    @Override
    public void after(Duration delay, Runnable task) {
        entries.add(new Entry(now + delay.toSeconds(), task));
    }

    void forget() {
        entries.clear();
    }

    void pass(long seconds) {
        for (long end = now + seconds; now < end; ) {
            now++;
            List<Entry> due =
                    entries.stream().filter(entry -> entry.atSecond() <= now).toList();
            entries.removeAll(due);
            due.forEach(entry -> entry.task().run());
        }
    }
}
