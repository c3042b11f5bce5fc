package io.tieline.rig.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP relay on loopback that can be cut: connections are closed, new ones refused, until it is mended. */
final class CutRelay implements AutoCloseable {

    private final int targetPort;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private ServerSocket server;

    /** @param port 0 takes a free one, which then stays the same over every cut */
    CutRelay(int port, int targetPort) throws IOException {
        this.targetPort = targetPort;
        this.server = new ServerSocket(port, 16, InetAddress.getLoopbackAddress());
        this.port = server.getLocalPort();
        listen(server);
    }

    int port() {
        return port;
    }

    synchronized void cut() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    synchronized void mend() throws IOException {
        if (server.isClosed()) {
            server = new ServerSocket(port, 16, InetAddress.getLoopbackAddress());
            listen(server);
        }
    }

    private void listen(ServerSocket on) {
        start("relay-accept", () -> {
            try {
                while (!on.isClosed()) {
                    join(on, on.accept());
                }
            } catch (IOException e) {
                // Cut or closed: that is how it ends.
            }
        });
    }

    private void join(ServerSocket on, Socket client) throws IOException {
        Socket target;
        try {
            target = new Socket(InetAddress.getLoopbackAddress(), targetPort);
        } catch (IOException e) {
            client.close();
            return;
        }
        client.setTcpNoDelay(true);
        target.setTcpNoDelay(true);
        sockets.add(client);
        sockets.add(target);
        start("relay-up", () -> copy(client, target));
        start("relay-down", () -> copy(target, client));
        if (on.isClosed()) {
            // Accepted in the very moment of the cut.
            client.close();
            target.close();
        }
    }

    private void copy(Socket from, Socket to) {
        byte[] buffer = new byte[16 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // One side went away; the other is closed with it.
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        cut();
    }
}
