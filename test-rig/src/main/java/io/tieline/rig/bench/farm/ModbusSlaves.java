package io.tieline.rig.bench.farm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A thousand Modbus TCP slaves on one thread: one address each, the same port. */
final class ModbusSlaves implements AutoCloseable {

    private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int ATTEMPTS = 20;

    /** One device; the loop's own. */
    private static final class Slave {
        final ServerSocketChannel door;
        final List<SocketChannel> lines = new ArrayList<>();
        Outage.@Nullable Way outage;

        Slave(ServerSocketChannel door) {
            this.door = door;
        }
    }

    /** One connection, with what has come of a request that is not there as a whole. */
    private static final class Line {
        final Slave slave;
        final SocketChannel channel;
        final ByteBuffer in = ByteBuffer.allocateDirect(16 * RegisterAnswers.REQUEST);

        Line(Slave slave, SocketChannel channel) {
            this.slave = slave;
            this.channel = channel;
        }
    }

    private record Held(long dueNanos, Line line, ByteBuffer answer) {}

    private final Selector selector = Selector.open();
    private final List<Slave> slaves = new ArrayList<>();
    private final int port;
    private final RegisterAnswers answers = new RegisterAnswers();
    private final ByteBuffer out = ByteBuffer.allocateDirect(16 * RegisterAnswers.LONGEST);
    /** All are held back for the same time, so the first is due first. */
    private final ArrayDeque<Held> held = new ArrayDeque<>();

    private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
    private final Thread loop = new Thread(this::run, "modbus-slaves");

    ModbusSlaves(int devices) throws IOException {
        port = openDoors(devices);
        loop.setDaemon(true);
        loop.start();
    }

    int port() {
        return port;
    }

    /** The port that is free on the first address must be free on all others too. */
    private int openDoors(int devices) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                int free = 0;
                for (int i = 0; i < devices; i++) {
                    free = openDoor(Addresses.modbus(i), free);
                }
                return free;
            } catch (BindException e) {
                for (Slave slave : slaves) {
                    slave.door.close();
                }
                slaves.clear();
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private int openDoor(String address, int wanted) throws IOException {
        ServerSocketChannel door = ServerSocketChannel.open();
        slaves.add(new Slave(door));
        door.bind(new InetSocketAddress(address, wanted), 1024);
        door.configureBlocking(false);
        door.register(selector, SelectionKey.OP_ACCEPT, slaves.get(slaves.size() - 1));
        return door.socket().getLocalPort();
    }

    /** From now on the devices the outage hits are dead. */
    void suffer(Outage outage) {
        orders.add(() -> {
            for (int i = 0; i < slaves.size(); i++) {
                if (outage.hits(i)) {
                    fall(slaves.get(i), outage.way(i));
                }
            }
        });
        selector.wakeup();
    }

    private static void fall(Slave slave, Outage.Way way) {
        slave.outage = way;
        if (way == Outage.Way.REFUSING) {
            closeQuietly(slave.door);
            slave.lines.forEach(ModbusSlaves::closeQuietly);
            slave.lines.clear();
        }
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(this::ready, untilDue());
                for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
                    order.run();
                }
                sendHeld();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In milliseconds; 0: nothing is held. */
    private long untilDue() {
        Held first = held.peek();
        return first == null ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(first.dueNanos - System.nanoTime()));
    }

    private void sendHeld() throws IOException {
        for (Held first = held.peek(); first != null && first.dueNanos - System.nanoTime() <= 0; first = held.peek()) {
            held.remove();
            if (first.line.channel.isOpen()) {
                first.line.channel.write(first.answer);
            }
        }
    }

    private void ready(SelectionKey key) {
        if (key.attachment() instanceof Line line) {
            try {
                receive(line);
            } catch (IOException e) {
                close(line);
            }
        } else if (key.attachment() instanceof Slave slave) {
            accept(slave);
        }
    }

    private void accept(Slave slave) {
        try {
            SocketChannel channel = slave.door.accept();
            if (channel != null) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.register(selector, SelectionKey.OP_READ, new Line(slave, channel));
                slave.lines.add(channel);
            }
        } catch (IOException e) {
            // The other side has gone already.
        }
    }

    private void receive(Line line) throws IOException {
        if (line.channel.read(line.in) < 0) {
            close(line);
            return;
        }
        int end = line.in.position();
        int at = 0;
        out.clear();
        while (end - at >= RegisterAnswers.REQUEST) {
            if (line.slave.outage != Outage.Way.SILENT) {
                answers.answer(line.in, at, out);
            }
            at += RegisterAnswers.REQUEST;
        }
        if (at == end) {
            line.in.clear();
        } else {
            line.in.limit(end).position(at);
            line.in.compact();
        }
        send(line);
    }

    private void send(Line line) throws IOException {
        out.flip();
        if (!out.hasRemaining()) {
            return;
        }
        if (line.slave.outage == Outage.Way.SLOW) {
            ByteBuffer later = ByteBuffer.allocate(out.remaining()).put(out).flip();
            held.add(new Held(System.nanoTime() + SLOW_NANOS, line, later));
            return;
        }
        line.channel.write(out);
        if (out.hasRemaining()) {
            // A master that does not fetch its answers is no use to a benchmark.
            throw new IOException("the send buffer is full");
        }
    }

    private static void close(Line line) {
        line.slave.lines.remove(line.channel);
        closeQuietly(line.channel);
    }

    private static void closeQuietly(AutoCloseable channel) {
        try {
            channel.close();
        } catch (Exception e) {
            // It is gone, which is what was wanted.
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        slaves.forEach(slave -> {
            closeQuietly(slave.door);
            slave.lines.forEach(ModbusSlaves::closeQuietly);
        });
    }
}
