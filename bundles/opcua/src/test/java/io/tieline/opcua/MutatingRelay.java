package io.tieline.opcua;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between client and server and spoils one in three of the server's frames: chunk types and sizes, channel ids,
 * sequence numbers, contents, lengths.
 */
final class MutatingRelay implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger frames = new AtomicInteger();
    private final int server;
    private final long seed;

    MutatingRelay(int server, long seed) throws IOException {
        this.server = server;
        this.seed = seed;
        start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    int frames() {
        return frames.get();
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void start(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException e) {
                // One of the two sides has hung up, as they do here.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        for (long connection = 0; ; connection++) {
            Socket client = listener.accept();
            Socket peer = new Socket(InetAddress.getLoopbackAddress(), server);
            sockets.add(client);
            sockets.add(peer);
            Random random = new Random(seed + connection);
            start(() -> copy(client, peer));
            start(() -> spoil(peer, client, random));
        }
    }

    private static void copy(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        }
    }

    private void spoil(Socket from, Socket to, Random random) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] head = in.readNBytes(8);
            while (head.length == 8) {
                int size = head[4] & 0xFF | (head[5] & 0xFF) << 8 | (head[6] & 0xFF) << 16 | (head[7] & 0xFF) << 24;
                byte[] frame = new byte[size];
                System.arraycopy(head, 0, frame, 0, 8);
                in.readNBytes(frame, 8, size - 8);
                frames.incrementAndGet();
                out.write(random.nextInt(3) > 0 ? frame : spoilt(frame, random));
                out.flush();
                head = in.readNBytes(8);
            }
        }
    }

    private static byte[] spoilt(byte[] frame, Random random) {
        byte[] bytes = frame.clone();
        // Half of it in the header, where most can go wrong.
        int reach = random.nextBoolean() ? Math.min(24, bytes.length) : bytes.length;
        for (int i = random.nextInt(6); i >= 0; i--) {
            bytes[random.nextInt(reach)] = (byte) random.nextInt();
        }
        return random.nextInt(4) > 0 ? bytes : Arrays.copyOf(bytes, random.nextInt(2 * bytes.length));
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
