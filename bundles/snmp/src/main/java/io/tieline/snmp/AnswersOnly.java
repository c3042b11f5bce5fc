package io.tieline.snmp;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Lets an address say a little more than it was asked, and no more: what streams without end is cut off, and strangers
 * are not heard at all.
 */
final class AnswersOnly implements Admission {

    /** An answer, its duplicate on a second path, and a report with what follows it. */
    private static final int PER_REQUEST = 4;

    private static final int MOST_CREDIT = 64;
    /** One site has a few hundred agents; a scan of a network asks more and remembers them for nothing. */
    private static final int MOST_ADDRESSES = 20_000;

    private static final int PER_ROUND = 256;

    private final Map<InetSocketAddress, AtomicInteger> credit = new ConcurrentHashMap<>();
    private final LongAdder refused = new LongAdder();

    @Override
    public int readable() {
        return PER_ROUND;
    }

    @Override
    public boolean admits(InetSocketAddress sender) {
        AtomicInteger left = credit.get(sender);
        if (left == null || left.get() <= 0) {
            refused.increment();
            return false;
        }
        left.decrementAndGet();
        return true;
    }

    @Override
    public void sent(InetSocketAddress receiver) {
        AtomicInteger left = credit.get(receiver);
        if (left == null) {
            if (credit.size() >= MOST_ADDRESSES) {
                credit.clear();
            }
            left = credit.computeIfAbsent(receiver, address -> new AtomicInteger());
        }
        left.updateAndGet(before -> Math.min(MOST_CREDIT, before + PER_REQUEST));
    }

    /** Datagrams nobody had asked for. */
    long refused() {
        return refused.sum();
    }
}
