package io.tieline.snmp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.snmp4j.CommandResponder;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.MessageException;
import org.snmp4j.PDU;
import org.snmp4j.mp.StatusInformation;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.IpAddress;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;

/**
 * Traps and informs: finds out which device speaks and wakes it, so that it is read at once. What a trap says is not
 * believed, only that there is news: anybody can send a datagram, and a reading cannot be forged.
 *
 * <p>Nothing is queued here. The system's buffer of the socket is the only queue and has a fixed size; taken from it are
 * so many datagrams per second in all and per device, and those of unknown senders are dropped unparsed.
 */
final class Notifications implements CommandResponder, Admission {

    private static final int PER_SECOND = 5000;
    private static final int AT_ONCE = 250;
    private static final int PER_SECOND_AND_DEVICE = 20;
    private static final int AT_ONCE_AND_DEVICE = 40;

    private final Map<InetAddress, Source> sources = new ConcurrentHashMap<>();
    private final LongSupplier nanos;
    private final TokenBucket reads;
    private final LongAdder heard = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private final LongAdder excess = new LongAdder();

    /** What became of the datagrams, since the beginning. */
    record Count(long heard, long unknown, long excess) {}

    /** One address: an agent, or several behind a translator. */
    private record Source(TokenBucket bucket, List<Subscription> subscriptions) {}

    Notifications(LongSupplier nanos) {
        this.nanos = nanos;
        this.reads = new TokenBucket(PER_SECOND, AT_ONCE, nanos);
    }

    Count count() {
        return new Count(heard.sum(), unknown.sum(), excess.sum());
    }

    /** Who sends, with which community or as which v3 user and at least how securely. */
    record Sender(InetAddress address, OctetString name, int securityModel, int securityLevel) {}

    /** One session that wants to know. */
    final class Subscription implements AutoCloseable {

        private final Sender sender;
        private volatile @Nullable Runnable wake;

        private Subscription(Sender sender) {
            this.sender = sender;
        }

        void wakes(Runnable listener) {
            wake = listener;
        }

        private boolean concerns(CommandResponderEvent<?> event) {
            boolean secure = sender.securityModel() > 2;
            return secure == event.getSecurityModel() > 2
                    && event.getSecurityLevel() >= sender.securityLevel()
                    && sender.name().equalsValue(event.getSecurityName());
        }

        private void wake() {
            Runnable listener = wake;
            if (listener != null) {
                listener.run();
            }
        }

        @Override
        public void close() {
            wake = null;
            sources.computeIfPresent(sender.address(), (address, source) -> {
                source.subscriptions().remove(this);
                return source.subscriptions().isEmpty() ? null : source;
            });
        }
    }

    Subscription subscribe(Sender sender) {
        Subscription subscription = new Subscription(sender);
        sources.compute(sender.address(), (address, known) -> {
            Source source = known != null
                    ? known
                    : new Source(
                            new TokenBucket(PER_SECOND_AND_DEVICE, AT_ONCE_AND_DEVICE, nanos),
                            new CopyOnWriteArrayList<>());
            source.subscriptions().add(subscription);
            return source;
        });
        return subscription;
    }

    @Override
    public int readable() {
        return reads.available();
    }

    @Override
    public boolean admits(InetSocketAddress sender) {
        reads.take();
        Source source = sources.get(sender.getAddress());
        if (source == null) {
            unknown.increment();
            return false;
        }
        if (!source.bucket().take()) {
            excess.increment();
            return false;
        }
        return true;
    }

    @Override
    public void sent(InetSocketAddress receiver) {
        // Acknowledgements and reports earn nothing.
    }

    @Override
    public <A extends Address> void processPdu(CommandResponderEvent<A> event) {
        PDU pdu = event.getPDU();
        if (pdu == null || !isNews(pdu.getType()) || !(event.getPeerAddress() instanceof UdpAddress peer)) {
            return;
        }
        event.setProcessed(true);
        Source source = sources.get(address(peer));
        boolean known = false;
        if (source != null) {
            for (Subscription subscription : source.subscriptions()) {
                if (subscription.concerns(event)) {
                    known = true;
                    subscription.wake();
                }
            }
        }
        (known ? heard : unknown).increment();
        if (known && pdu.getType() == PDU.INFORM) {
            acknowledge(event, pdu);
        }
    }

    private static InetAddress address(IpAddress peer) {
        return peer.getInetAddress();
    }

    private static boolean isNews(int type) {
        return type == PDU.TRAP || type == PDU.V1TRAP || type == PDU.INFORM;
    }

    /** RFC 3416 section 4.2.7: a Response with what the inform contained. */
    private static <A extends Address> void acknowledge(CommandResponderEvent<A> event, PDU inform) {
        PDU answer = (PDU) inform.clone();
        answer.setType(PDU.RESPONSE);
        answer.setErrorStatus(PDU.noError);
        answer.setErrorIndex(0);
        try {
            event.getMessageDispatcher()
                    .returnResponsePdu(
                            event.getMessageProcessingModel(),
                            event.getSecurityModel(),
                            event.getSecurityName(),
                            event.getSecurityLevel(),
                            answer,
                            event.getMaxSizeResponsePDU(),
                            event.getStateReference(),
                            new StatusInformation());
        } catch (MessageException e) {
            // The agent sends it again, and we have been woken already.
        }
    }
}
