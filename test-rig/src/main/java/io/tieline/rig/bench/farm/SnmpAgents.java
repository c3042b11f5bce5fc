package io.tieline.rig.bench.farm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.snmp4j.PDU;
import org.snmp4j.asn1.BER;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.asn1.BEROutputStream;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OctetString;

/** Hundreds of SNMPv2c agents on one thread: one address each, the same port. They take any community. */
final class SnmpAgents implements AutoCloseable {

    private static final int MOST_BYTES = 65_507;
    private static final int ATTEMPTS = 20;

    private final Selector selector = Selector.open();
    private final SnmpObjects objects;
    private final ByteBuffer in = ByteBuffer.allocate(MOST_BYTES);
    private final ByteBuffer out = ByteBuffer.allocate(MOST_BYTES);
    private final int port;
    private final Thread loop = new Thread(this::run, "snmp-agents");

    SnmpAgents(int agents, int gauges) throws IOException {
        objects = new SnmpObjects(gauges);
        port = open(agents);
        loop.setDaemon(true);
        loop.start();
    }

    int port() {
        return port;
    }

    private int open(int agents) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                int free = 0;
                for (int i = 0; i < agents; i++) {
                    free = open(Addresses.snmp(i), free);
                }
                return free;
            } catch (BindException e) {
                for (SelectionKey key : selector.keys()) {
                    key.channel().close();
                }
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private int open(String address, int wanted) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
        channel.bind(new InetSocketAddress(address, wanted));
        return channel.socket().getLocalPort();
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(this::ready);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ready(SelectionKey key) {
        DatagramChannel channel = (DatagramChannel) key.channel();
        try {
            in.clear();
            SocketAddress asker = channel.receive(in);
            if (asker != null) {
                answer(in.flip());
                channel.send(out.flip(), asker);
            }
        } catch (IOException e) {
            // What cannot be read, or not be sent, gets no answer: that is UDP.
        }
    }

    /** The message of RFC 1901, 3: version, community, PDU. */
    private void answer(ByteBuffer request) throws IOException {
        BERInputStream message = new BERInputStream(request);
        BER.decodeHeader(message, new BER.MutableByte());
        Integer32 version = new Integer32();
        version.decodeBER(message);
        OctetString community = new OctetString();
        community.decodeBER(message);
        PDU pdu = new PDU();
        pdu.decodeBER(message);
        objects.answer(pdu);
        int length = version.getBERLength() + community.getBERLength() + pdu.getBERLength();
        out.clear();
        BEROutputStream answer = new BEROutputStream(out);
        BER.encodeHeader(answer, BER.SEQUENCE, length);
        version.encodeBER(answer);
        community.encodeBER(answer);
        pdu.encodeBER(answer);
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
