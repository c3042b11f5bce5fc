package io.tieline.rig.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Answers whatever it is sent with random bytes of random length. */
final class GarbagePort {

    private static final long SEED = 1;

    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    GarbagePort(int port) throws IOException {
        server = new ServerSocket(port, 8, InetAddress.getLoopbackAddress());
        start("garbage-" + port, this::accept);
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                open.add(socket);
                start("garbage-" + socket.getPort(), () -> babble(socket));
            }
        } catch (IOException e) {
            // Closed: that is how it ends.
        }
    }

    private void babble(Socket socket) {
        Random random = new Random(SEED);
        byte[] request = new byte[512];
        try (socket) {
            InputStream in = socket.getInputStream();
            while (in.read(request) > 0) {
                byte[] answer = new byte[1 + random.nextInt(80)];
                random.nextBytes(answer);
                socket.getOutputStream().write(answer);
            }
        } catch (IOException e) {
            // The peer had enough.
        } finally {
            open.remove(socket);
        }
    }

    void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
