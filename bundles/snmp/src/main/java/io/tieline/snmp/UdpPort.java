package io.tieline.snmp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.snmp4j.TransportStateReference;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.transport.TransportType;
import org.snmp4j.transport.UdpTransportMapping;

/**
 * A UDP socket below snmp4j that has no thread of its own: the {@link ReceiveLoop} reads it. Sending never blocks; what
 * the system cannot take is lost, as datagrams are, and asked again.
 */
final class UdpPort extends UdpTransportMapping {

    private final DatagramChannel channel;
    private final Admission admission;
    private final TransportType direction;
    private final ByteBuffer buffer = ByteBuffer.allocate(maxInboundMessageSize);

    /**
     * @param local where to listen; port 0: any
     * @param direction of the messages snmp4j may begin here: an ear for traps is a receiver
     */
    UdpPort(InetSocketAddress local, Admission admission, TransportType direction) throws IOException {
        this(bound(local), admission, direction);
    }

    private UdpPort(DatagramChannel channel, Admission admission, TransportType direction) throws IOException {
        super(address((InetSocketAddress) channel.getLocalAddress()));
        this.channel = channel;
        this.admission = admission;
        this.direction = direction;
    }

    private static DatagramChannel bound(InetSocketAddress local) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.configureBlocking(false);
            return channel.bind(local);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static UdpAddress address(InetSocketAddress address) {
        return new UdpAddress(address.getAddress(), address.getPort());
    }

    DatagramChannel channel() {
        return channel;
    }

    @Override
    public TransportType getSupportedTransportType() {
        return direction;
    }

    @Override
    public void sendMessage(
            UdpAddress address, byte[] message, TransportStateReference state, long timeoutMillis, int retries)
            throws IOException {
        InetSocketAddress to = new InetSocketAddress(address.getInetAddress(), address.getPort());
        admission.sent(to);
        channel.send(ByteBuffer.wrap(message), to);
    }

    /**
     * Hands what has arrived to snmp4j, as much as the admission allows.
     *
     * @return whether more may be waiting
     */
    boolean drain() throws IOException {
        for (int left = admission.readable(); left > 0; left--) {
            buffer.clear();
            SocketAddress from = channel.receive(buffer);
            if (from == null) {
                return false;
            }
            if (from instanceof InetSocketAddress sender && admission.admits(sender)) {
                process(sender);
            }
        }
        return true;
    }

    /** Whether what is waiting must wait on. */
    boolean mustRest() {
        return admission.readable() == 0;
    }

    private void process(InetSocketAddress sender) {
        TransportStateReference state = new TransportStateReference(
                this, udpAddress, null, SecurityLevel.undefined, SecurityLevel.undefined, false, channel);
        fireProcessMessage(address(sender), ByteBuffer.wrap(buffer.array(), 0, buffer.position()), state);
    }

    @Override
    public void listen() {
        // It listens from the beginning.
    }

    @Override
    public boolean isListening() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
