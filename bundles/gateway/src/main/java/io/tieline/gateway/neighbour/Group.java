package io.tieline.gateway.neighbour;

import io.tieline.uplink.SiteTalk;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A place in a multicast group, on one network only: no router carries its datagrams further. Not thread-safe. */
final class Group implements AutoCloseable {

    /** More at once is no conversation of gateways; the rest is left to the next turn or lost. */
    static final int MOST_AT_ONCE = 64;

    private final DatagramChannel channel;
    private final Selector selector;
    private final InetSocketAddress group;
    /** One byte more than the largest words: what fills it is none. */
    private final ByteBuffer buffer = ByteBuffer.allocate(SiteTalk.LARGEST + 1);

    private Group(DatagramChannel channel, Selector selector, InetSocketAddress group) {
        this.channel = channel;
        this.selector = selector;
        this.group = group;
    }

    static Group join(Meeting meeting) throws IOException {
        NetworkInterface network = NetworkInterface.getByInetAddress(meeting.own());
        if (network == null) {
            throw new IOException("other-gateways.address: " + meeting.own().getHostAddress()
                    + " is no address of this machine; write one that is");
        }
        InetSocketAddress group = meeting.group();
        DatagramChannel channel = DatagramChannel.open(
                group.getAddress() instanceof Inet4Address
                        ? StandardProtocolFamily.INET
                        : StandardProtocolFamily.INET6);
        try {
            // A copy may run on this machine too. Bound to the group, not to all addresses, it gets nothing else.
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(group);
            channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, network);
            channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 1);
            channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
            channel.join(group.getAddress(), network);
            channel.configureBlocking(false);
            Selector selector = Selector.open();
            channel.register(selector, SelectionKey.OP_READ);
            return new Group(channel, selector, group);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    void send(byte[] words) throws IOException {
        channel.send(ByteBuffer.wrap(words), group);
    }

    /** What has come by then, of a size that words may have; returns at once where something is there. */
    List<byte[]> receive(Duration within) throws IOException {
        selector.select(within.toMillis());
        selector.selectedKeys().clear();
        List<byte[]> heard = new ArrayList<>();
        for (int i = 0; i < MOST_AT_ONCE && channel.receive(buffer.clear()) != null; i++) {
            if (buffer.flip().hasRemaining() && buffer.remaining() <= SiteTalk.LARGEST) {
                byte[] words = new byte[buffer.remaining()];
                buffer.get(words);
                heard.add(words);
            }
        }
        return heard;
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
