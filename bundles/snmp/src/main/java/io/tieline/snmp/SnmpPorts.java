package io.tieline.snmp;

import io.tieline.model.AlarmBoard;
import io.tieline.model.Severity;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.snmp4j.transport.TransportType;

/**
 * The sockets of SNMP and what reads them.
 *
 * @param wire the engine above them
 * @param loop their thread
 * @param traps where traps are heard; null: nowhere
 */
record SnmpPorts(Wire wire, ReceiveLoop loop, @Nullable InetSocketAddress traps) implements AutoCloseable {

    private static final String ALARM = "traps";

    static SnmpPorts open(@Nullable InetSocketAddress traps, Notifications notifications, AlarmBoard alarms)
            throws IOException {
        ReceiveLoop loop = new ReceiveLoop();
        UdpPort answers;
        try {
            answers = new UdpPort(new InetSocketAddress(0), new AnswersOnly(), TransportType.any);
            loop.read(answers);
        } catch (IOException | RuntimeException e) {
            loop.close();
            throw e;
        }
        Wire wire = new Wire(answers);
        return new SnmpPorts(wire, loop, traps == null ? null : hear(traps, wire, loop, notifications, alarms));
    }

    /** Without traps the site is read all the same, so a port that cannot be had is an alarm and no more. */
    private static @Nullable InetSocketAddress hear(
            InetSocketAddress traps, Wire wire, ReceiveLoop loop, Notifications notifications, AlarmBoard alarms) {
        try {
            UdpPort port = new UdpPort(traps, notifications, TransportType.receiver);
            wire.hear(port, notifications);
            loop.read(port);
            alarms.clear("snmp", ALARM);
            return (InetSocketAddress) port.channel().getLocalAddress();
        } catch (IOException | RuntimeException e) {
            alarms.raise(
                    "snmp",
                    ALARM,
                    Severity.MINOR,
                    "No traps are heard at " + traps + ": " + e.getMessage()
                            + "; choose a free port, above 1023 unless the gateway may use lower ones");
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        loop.close();
        wire.close();
    }
}
