package io.tieline.rig.bench.contender;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What no Modbus client can beat by much: one thread and one selector send the same bytes and count the bytes that come
 * back, without looking at them.
 */
final class Bare implements Contender {

    private static final byte[] REQUEST = {0, 1, 0, 0, 0, 6, 1, 3, 0, 0, 0, REGISTERS};
    private static final int ANSWER = 9 + 2 * REGISTERS;

    private static final class Line {
        final SocketChannel channel;
        int missing;

        Line(SocketChannel channel) {
            this.channel = channel;
        }
    }

    private final Selector selector;
    private final List<Line> lines = new ArrayList<>();
    private final ByteBuffer request = ByteBuffer.allocateDirect(REQUEST.length).put(REQUEST);
    private final ByteBuffer answer = ByteBuffer.allocateDirect(512);
    private long answers;
    private int waiting;
    private boolean running;

    Bare() throws IOException {
        selector = Selector.open();
    }

    @Override
    public void open(List<String> hosts, int port) throws IOException {
        for (String host : hosts) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(host, port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            Line line = new Line(channel);
            channel.register(selector, SelectionKey.OP_READ, line);
            lines.add(line);
        }
    }

    @Override
    public long exchange(int connections, long millis) throws IOException {
        answers = 0;
        running = true;
        waiting = connections;
        for (Line line : lines.subList(0, connections)) {
            send(line);
        }
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (waiting > 0) {
            if (selector.select(this::ready, TIMEOUT_MILLIS) == 0) {
                throw new IOException(waiting + " connections wait for an answer");
            }
            running = System.nanoTime() - end < 0;
        }
        return answers;
    }

    private void ready(SelectionKey key) {
        try {
            receive((Line) key.attachment());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void receive(Line line) throws IOException {
        answer.clear();
        int read = line.channel.read(answer);
        if (read < 0) {
            throw new IOException("the server has closed a connection");
        }
        line.missing -= read;
        if (line.missing == 0) {
            answers++;
            if (running) {
                send(line);
            } else {
                waiting--;
            }
        }
    }

    private void send(Line line) throws IOException {
        request.clear();
        line.channel.write(request);
        line.missing = ANSWER;
    }

    @Override
    public void close() throws IOException {
        selector.close();
        for (Line line : lines) {
            line.channel.close();
        }
    }
}
