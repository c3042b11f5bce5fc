package io.tieline.snmp;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.snmp4j.TransportStateReference;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.transport.UdpTransportMapping;

/** A transport without a network: what is sent waits to be taken, and what shall arrive is put in. */
final class MemoryPort extends UdpTransportMapping {

    private final Queue<byte[]> sent = new ArrayDeque<>();

    MemoryPort(String address) {
        super(new UdpAddress(address));
    }

    @Override
    public void sendMessage(
            UdpAddress address, byte[] message, TransportStateReference state, long timeoutMillis, int retries) {
        sent.add(message);
    }

    /** The oldest message that was sent; null: none. */
    byte @Nullable [] take() {
        return sent.poll();
    }

    boolean isIdle() {
        return sent.isEmpty();
    }

    void receive(UdpAddress from, byte[] message) {
        TransportStateReference state = new TransportStateReference(
                this, udpAddress, null, SecurityLevel.undefined, SecurityLevel.undefined, false, this);
        fireProcessMessage(from, ByteBuffer.wrap(message), state);
    }

    @Override
    public void listen() {}

    @Override
    public boolean isListening() {
        return true;
    }

    @Override
    public void close() {}
}
