package io.tieline.modbus;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.tieline.modbus.framing.Crc16;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A server whose answers to Modbus requests the test writes itself, byte by byte. */
public final class HostileServer implements AutoCloseable {

    /** What it does with one request. */
    public interface Manner {
        /** @param request the whole frame */
        void answer(byte[] request, OutputStream out) throws IOException;
    }

    final ServerSocket socket;
    public final AtomicInteger connections = new AtomicInteger();
    public volatile Manner manner = HostileServer::honest;

    public HostileServer() throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    /** On a socket of the test's own making. */
    public HostileServer(ServerSocket socket) {
        this.socket = socket;
        Thread thread = new Thread(this::accept, "hostile-server");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                connections.incrementAndGet();
                Thread thread = new Thread(() -> serve(client), "hostile-client");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            while (true) {
                byte[] header = in.readNBytes(6);
                if (header.length < 6) {
                    return;
                }
                byte[] frame = java.util.Arrays.copyOf(header, 6 + (header[5] & 0xFF));
                in.readFully(frame, 6, frame.length - 6);
                manner.answer(frame, client.getOutputStream());
            }
        } catch (IOException closed) {
            // By us or by the client: both are what a test wants.
        }
    }

    /** Every register holds its own address. */
    public static void honest(byte[] request, OutputStream out) throws IOException {
        out.write(honestFrame(request));
    }

    public static byte[] honestFrame(byte[] request) {
        int address = (request[8] & 0xFF) << 8 | request[9] & 0xFF;
        int count = (request[10] & 0xFF) << 8 | request[11] & 0xFF;
        byte[] answer = new byte[9 + 2 * count];
        System.arraycopy(request, 0, answer, 0, 8);
        answer[5] = (byte) (answer.length - 6);
        answer[4] = 0;
        answer[8] = (byte) (2 * count);
        for (int i = 0; i < count; i++) {
            answer[9 + 2 * i] = (byte) (address + i >> 8);
            answer[10 + 2 * i] = (byte) (address + i);
        }
        return answer;
    }

    /** The same on a serial line. */
    static byte[] honestRtuFrame(byte[] request) {
        byte[] asTcp = new byte[12];
        System.arraycopy(request, 0, asTcp, 6, 6);
        byte[] answer = honestFrame(asTcp);
        ByteBuf frame = Unpooled.buffer().writeBytes(answer, 6, answer.length - 6);
        frame.writeShortLE(Crc16.of(frame, 0, frame.readableBytes()));
        return ByteBufUtil.getBytes(frame);
    }

    public static byte[] exception(byte[] request, int code) {
        return new byte[] {request[0], request[1], 0, 0, 0, 3, request[6], (byte) (request[7] | 0x80), (byte) code};
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
