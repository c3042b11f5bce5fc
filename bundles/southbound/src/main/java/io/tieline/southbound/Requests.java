package io.tieline.southbound;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** What others want to be read of a device out of turn: its own news, and whoever writes to it. From any thread. */
final class Requests {

    /** So a flood of traps makes no more than two reads a second. */
    private static final long NEWS_DISTANCE_NANOS = 500_000_000;

    /** @param then runs when the group was read, or cannot be read any more */
    private record Wish(int group, Runnable then) {}

    private final Runnable wake;
    private final AtomicBoolean news = new AtomicBoolean();
    private final Queue<Wish> wishes = new ConcurrentLinkedQueue<>();
    /** Wishes whose read has not ended yet. Engine's thread only. */
    private final List<Wish> open = new ArrayList<>();

    private long newsFrom;

    Requests(Runnable wake) {
        this.wake = wake;
    }

    /** The device has something to say; saying so again before it was read costs nothing. */
    void news() {
        if (!news.get() && news.compareAndSet(false, true)) {
            wake.run();
        }
    }

    /** @param then short; runs on the engine's thread, also if the read fails or there is no session any more */
    void read(int group, Runnable then) {
        wishes.add(new Wish(group, then));
        wake.run();
    }

    /** Engine's thread: puts into the plan what is wanted. */
    void enter(PollPlan plan, long now) {
        if (news.get()) {
            plan.want(0, Math.max(now, newsFrom));
        }
        Wish wish = wishes.poll();
        while (wish != null) {
            if (wish.group < plan.size()) {
                open.add(wish);
                plan.want(wish.group, now);
            } else {
                wish.then.run();
            }
            wish = wishes.poll();
        }
    }

    /** A read of the group begins: it will contain all the news there are so far. */
    void begins(int group, long now) {
        if (group == 0) {
            news.set(false);
            newsFrom = now + NEWS_DISTANCE_NANOS;
        }
    }

    boolean isWaiting() {
        return !open.isEmpty();
    }

    void ended(int group, PollPlan plan) {
        for (int i = open.size() - 1; i >= 0; i--) {
            Wish wish = open.get(i);
            if (wish.group == group && !plan.isWanted(group)) {
                open.remove(i);
                wish.then.run();
            }
        }
    }

    /** There is no session any more. */
    void end() {
        news.set(false);
        for (Wish wish = wishes.poll(); wish != null; wish = wishes.poll()) {
            open.add(wish);
        }
        List<Wish> orphans = List.copyOf(open);
        open.clear();
        orphans.forEach(wish -> wish.then.run());
    }
}
