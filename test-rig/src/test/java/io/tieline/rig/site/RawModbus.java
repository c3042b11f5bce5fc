package io.tieline.rig.site;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** Just enough Modbus TCP (functions 3 and 16) to ask a device from outside. */
public final class RawModbus implements AutoCloseable {

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final DataOutputStream out;
    private int transaction;

    public RawModbus(String address, int timeoutMillis) throws IOException {
        socket.connect(new InetSocketAddress("127.0.0.1", URI.create(address).getPort()), timeoutMillis);
        socket.setSoTimeout(timeoutMillis);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
    }

    public int[] read(int address, int count) throws IOException {
        request(6, 3, address, count);
        out.flush();
        answer(3);
        in.readUnsignedByte();
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = in.readUnsignedShort();
        }
        return values;
    }

    void write(int address, int... values) throws IOException {
        request(7 + 2 * values.length, 16, address, values.length);
        out.writeByte(2 * values.length);
        for (int value : values) {
            out.writeShort(value);
        }
        out.flush();
        answer(16);
        in.readInt();
    }

    private void request(int length, int function, int address, int count) throws IOException {
        out.writeShort(++transaction);
        out.writeShort(0);
        out.writeShort(length);
        out.writeByte(1);
        out.writeByte(function);
        out.writeShort(address);
        out.writeShort(count);
    }

    private void answer(int function) throws IOException {
        int id = in.readUnsignedShort();
        int protocol = in.readUnsignedShort();
        in.readUnsignedShort();
        in.readUnsignedByte();
        int answered = in.readUnsignedByte();
        if (id != transaction || protocol != 0 || answered != function) {
            throw new IOException("transaction " + id + ", protocol " + protocol + ", function " + answered);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
