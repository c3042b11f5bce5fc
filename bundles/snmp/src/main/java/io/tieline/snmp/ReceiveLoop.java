package io.tieline.snmp;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/**
 * The one thread that reads every SNMP socket, the earlier opened first: answers go before traps. A socket that has more
 * than it may deliver rests for a moment, so that a flood costs what it is allowed to and not what it sends.
 */
final class ReceiveLoop implements AutoCloseable {

    private static final long REST_MILLIS = 10;

    private final Selector selector;
    private final List<SelectionKey> ports = new CopyOnWriteArrayList<>();
    private final LongAdder failures = new LongAdder();
    private volatile boolean closed;

    ReceiveLoop() throws IOException {
        selector = Selector.open();
        Thread thread = new Thread(this::run, "tieline-snmp");
        thread.setDaemon(true);
        thread.start();
    }

    void read(UdpPort port) throws ClosedChannelException {
        ports.add(port.channel().register(selector, SelectionKey.OP_READ, port));
        selector.wakeup();
    }

    /** Messages whose processing failed in a way that was not foreseen. */
    long failures() {
        return failures.sum();
    }

    private void run() {
        boolean resting = false;
        while (!closed) {
            try {
                selector.select(resting ? REST_MILLIS : 0);
                selector.selectedKeys().clear();
                resting = round();
            } catch (IOException | RuntimeException | StackOverflowError e) {
                // One message, one socket: the others must be read on.
                failures.increment();
            }
        }
    }

    /** @return whether a socket rests */
    private boolean round() throws IOException {
        boolean resting = false;
        for (SelectionKey key : ports) {
            if (!key.isValid()) {
                ports.remove(key);
                continue;
            }
            UdpPort port = (UdpPort) key.attachment();
            boolean rests = port.drain() && port.mustRest();
            key.interestOps(rests ? 0 : SelectionKey.OP_READ);
            resting |= rests;
        }
        return resting;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.close();
    }
}
