package io.tieline.console;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Slows down whoever guesses passwords: after a few failures an address must wait, each time twice as long. Counts
 * addresses, not user names, so that nobody can lock an operator out.
 */
final class LoginThrottle {

    private static final int FREE_FAILURES = 5;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(15);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final int MAX_ADDRESSES = 10_000;

    private final LongSupplier nanoTime;
    private final Map<String, Failures> byAddress = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    private record Failures(int count, long waitUntilNanos) {}

    LoginThrottle(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** How long the address must still wait; zero: it may try. */
    synchronized Duration wait(String address) {
        Failures failures = byAddress.get(address);
        return failures == null || failures.count() < FREE_FAILURES
                ? Duration.ZERO
                : Duration.ofNanos(Math.max(0, failures.waitUntilNanos() - nanoTime.getAsLong()));
    }

    /**
     * Counts a failure.
     *
     * @return whether the address must wait from now on
     */
    synchronized boolean failed(String address) {
        Failures before = byAddress.getOrDefault(address, new Failures(0, 0));
        int count = before.count() + 1;
        int doublings = Math.min(Math.max(0, count - FREE_FAILURES), 10);
        Duration wait = FIRST_WAIT.multipliedBy(1L << doublings);
        wait = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
        byAddress.put(address, new Failures(count, nanoTime.getAsLong() + wait.toNanos()));
        return count >= FREE_FAILURES;
    }

    synchronized void succeeded(String address) {
        byAddress.remove(address);
    }
}
