package io.tieline.modbus.transport;

import io.tieline.modbus.framing.Framing;
import io.tieline.modbus.framing.Rtu;

/** A serial port with one unit or with many on a shared pair of wires (RS-485). */
record SerialMedium(SerialLine line) implements Medium {

    @Override
    public Framing framing() {
        return Rtu.FRAMING;
    }

    @Override
    public String place() {
        return line.device();
    }

    @Override
    public long silenceNanos() {
        return line.silenceNanos();
    }

    @Override
    public long travelNanos(int bytes) {
        return line.travelNanos(bytes);
    }

    /** The port's own operations end by themselves, so the timeout is left to them. */
    @Override
    public void open(Link link, long timeoutNanos) {
        Thread thread = new Thread(
                new SerialWire(link, line),
                "tieline-" + line.device().substring(1).replace('/', '-'));
        thread.setDaemon(true);
        thread.start();
    }
}
