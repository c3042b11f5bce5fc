package io.tieline.modbus;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceFault.Kind;
import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An open serial port and the thread that waits for it. It stays open when a unit does not answer: the others on the same
 * wires have nothing to do with that.
 */
final class SerialWire implements Wire, Runnable {

    /** The finest the operating system's own timer of a port knows. Also the silence after which a frame is over. */
    private static final int WAIT_MILLIS = 100;
    /** No line brings more than this in one answer; then it is a stream of something else. */
    private static final int MOST_BYTES = 4 * Rtu.FRAMING.mostBytes();

    private record Outgoing(int exchange, byte[] frame) {}

    private final Link link;
    private final SerialLine line;
    private final LinkedBlockingQueue<Outgoing> outgoing = new LinkedBlockingQueue<>();
    private final ByteBuf incoming = Unpooled.buffer(MOST_BYTES, MOST_BYTES);

    /** Counts what is sent and what is given up, on the event loop. An answer to an earlier one is dropped. */
    private final AtomicInteger exchange = new AtomicInteger();

    private volatile boolean closed;

    SerialWire(Link link, SerialLine line) {
        this.link = link;
        this.line = line;
    }

    @Override
    public ByteBuf buffer() {
        return Unpooled.buffer(Rtu.FRAMING.mostBytes());
    }

    @Override
    public void send(ByteBuf frame) {
        byte[] bytes = new byte[frame.readableBytes()];
        frame.readBytes(bytes).release();
        outgoing.add(new Outgoing(exchange.incrementAndGet(), bytes));
    }

    @Override
    public boolean abandon() {
        exchange.incrementAndGet();
        return !closed;
    }

    @Override
    public void close() {
        closed = true;
        exchange.incrementAndGet();
    }

    /** The life of the port, on a thread of its own. */
    @Override
    public void run() {
        SerialPort port;
        try {
            port = opened();
        } catch (IOException | LinkageError | RuntimeException e) {
            DeviceFault fault = new DeviceFault(Kind.NO_CONNECTION, String.valueOf(e.getMessage()));
            link.loop().execute(() -> link.notOpened(fault));
            return;
        }
        link.loop().execute(() -> link.opened(this));
        try {
            while (!closed) {
                Outgoing next = outgoing.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null && isPending(next)) {
                    exchange(port, next);
                }
            }
        } catch (IOException e) {
            DeviceFault fault = new DeviceFault(Kind.NO_CONNECTION, String.valueOf(e.getMessage()));
            closed = true;
            link.loop().execute(() -> link.lost(this, fault));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            port.closePort();
        }
    }

    private SerialPort opened() throws IOException {
        SerialPort port;
        try {
            port = SerialPort.getCommPort(line.device());
        } catch (SerialPortInvalidPortException e) {
            throw new IOException("there is no serial port " + line.device() + ": check its name and the adapter", e);
        }
        port.setComPortParameters(line.baud(), 8, line.stopBits(), parity());
        port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
        port.setComPortTimeouts(
                SerialPort.TIMEOUT_READ_SEMI_BLOCKING | SerialPort.TIMEOUT_WRITE_BLOCKING, WAIT_MILLIS, 0);
        if (!port.openPort(0)) {
            throw new IOException("the serial port " + line.device() + " cannot be opened (error "
                    + port.getLastErrorCode()
                    + "): check that nothing else uses it, that the gateway's user may (group dialout), and that all"
                    + " units on it have the same baud, parity and stop");
        }
        return port;
    }

    private int parity() {
        return switch (line.parity()) {
            case NONE -> SerialPort.NO_PARITY;
            case EVEN -> SerialPort.EVEN_PARITY;
            case ODD -> SerialPort.ODD_PARITY;
        };
    }

    private void exchange(SerialPort port, Outgoing request) throws IOException {
        port.flushIOBuffers();
        if (port.writeBytes(request.frame, request.frame.length) != request.frame.length) {
            throw new IOException("nothing can be written to the serial port " + line.device() + ": check the adapter");
        }
        incoming.clear();
        byte[] chunk = new byte[Rtu.FRAMING.mostBytes()];
        while (isPending(request)) {
            int got = port.readBytes(chunk, Math.min(chunk.length, incoming.writableBytes()));
            if (got < 0) {
                throw new IOException("the serial port " + line.device() + " is gone: check the adapter");
            }
            incoming.writeBytes(chunk, 0, got);
            if (isOver(request, got == 0)) {
                return;
            }
        }
    }

    /** Looks at what has come so far. What is no frame is looked at again when the line has fallen silent. */
    private boolean isOver(Outgoing request, boolean silent) {
        int length = Rtu.FRAMING.frameLength(incoming);
        boolean whole = length > 0 && incoming.readableBytes() >= length;
        if (whole && Rtu.isIntact(incoming.slice(0, length))) {
            if (incoming.getByte(0) == request.frame[0]) {
                answer(request, incoming.copy(0, length));
                return true;
            }
            // Another unit, whose time was up before: what follows it may be ours.
            incoming.skipBytes(length).discardReadBytes();
            return incoming.isReadable() && isOver(request, silent);
        }
        boolean stream = !incoming.isWritable();
        if (!stream && (!silent || !incoming.isReadable())) {
            return false;
        }
        String what = whole
                ? "a frame with a wrong CRC: check baud rate, parity, cabling and termination of the line"
                : incoming.readableBytes() + " bytes that are no frame: check baud rate and parity";
        tell(request, () -> link.garbage(this, what));
        return true;
    }

    private void answer(Outgoing request, ByteBuf frame) {
        tell(request, () -> link.received(this, frame));
    }

    private boolean isPending(Outgoing request) {
        return request.exchange == exchange.get();
    }

    /** The request may have been given up while this was on its way to the event loop. */
    private void tell(Outgoing request, Runnable what) {
        link.loop().execute(() -> {
            if (isPending(request)) {
                what.run();
            }
        });
    }
}
