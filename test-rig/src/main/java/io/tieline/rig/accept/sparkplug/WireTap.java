package io.tieline.rig.accept.sparkplug;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A relay between the edge node and its broker that writes down what the edge node says and can cut the line. */
final class WireTap implements AutoCloseable {

    private final String name;
    private final int target;
    private final Transcript transcript;
    private final ServerSocket server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    WireTap(String name, int target, Transcript transcript) throws IOException {
        this.name = name;
        this.target = target;
        this.transcript = transcript;
        start("tap-" + name, this::listen);
    }

    String uri() {
        return "tcp://127.0.0.1:" + server.getLocalPort();
    }

    /** Ends the connections that stand, as a broken line does; new ones are let through. */
    void cut() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                join(server.accept());
            } catch (IOException e) {
                // Closed, or the broker does not answer: the edge node sees a closed connection.
            }
        }
    }

    private void join(Socket client) throws IOException {
        sockets.add(client);
        Socket broker = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(broker);
        Transcript.Connection connection = transcript.open(name);
        PipedOutputStream copy = new PipedOutputStream();
        PipedInputStream heard = new PipedInputStream(copy, 1 << 16);
        start("tap-heard", () -> write(connection, heard));
        start("tap-up", () -> {
            relay(client, broker, copy);
            connection.end();
        });
        start("tap-down", () -> relay(broker, client, OutputStream.nullOutputStream()));
    }

    private static void write(Transcript.Connection connection, InputStream heard) {
        PacketReader reader = new PacketReader(heard);
        try {
            while (true) {
                reader.next().ifPresent(connection::add);
            }
        } catch (IOException e) {
            // The connection has ended.
        }
    }

    private static void relay(Socket from, Socket to, OutputStream copy) {
        byte[] buffer = new byte[16 * 1024];
        try (from;
                to;
                copy) {
            InputStream in = from.getInputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                copy.write(buffer, 0, count);
                copy.flush();
                to.getOutputStream().write(buffer, 0, count);
            }
        } catch (IOException e) {
            // One side went away; the other is closed with it.
        }
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
