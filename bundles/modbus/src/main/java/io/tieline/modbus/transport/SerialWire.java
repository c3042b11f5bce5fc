package io.tieline.modbus.transport;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tieline.modbus.framing.Rtu;
import io.tieline.modbus.framing.SerialAnswer;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceFault.Kind;
import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An open serial port and the thread that waits for it. It stays open when a unit does not answer: the others on the same
 * wires have nothing to do with that.
 */
final class SerialWire implements Wire, Runnable {

    /** The finest the operating system's own timer of a port knows. Also the silence after which a frame is over. */
    private static final int WAIT_MILLIS = 100;

    private record Outgoing(int exchange, byte[] frame) {}

    private final Link link;
    private final SerialLine line;
    private final LinkedBlockingQueue<Outgoing> outgoing = new LinkedBlockingQueue<>();

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
        } catch (RejectedExecutionException e) {
            // The event loop has ended, and with it whoever would want to know.
            closed = true;
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
        SerialAnswer answer = new SerialAnswer(request.frame[0] & 0xFF);
        byte[] chunk = new byte[Rtu.FRAMING.mostBytes()];
        while (isPending(request)) {
            int got = port.readBytes(chunk, chunk.length);
            if (got < 0) {
                throw new IOException("the serial port " + line.device() + " is gone: check the adapter");
            }
            if (got > 0) {
                answer.add(chunk, got);
            } else {
                answer.silence();
            }
            if (isTold(request, answer)) {
                return;
            }
        }
    }

    private boolean isTold(Outgoing request, SerialAnswer answer) {
        ByteBuf frame = answer.frame();
        String garbage = answer.garbage();
        if (frame != null) {
            tell(request, () -> link.received(this, frame));
        } else if (garbage != null) {
            tell(request, () -> link.garbage(this, garbage));
        }
        return frame != null || garbage != null;
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
