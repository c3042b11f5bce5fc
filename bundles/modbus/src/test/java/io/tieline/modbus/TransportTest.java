package io.tieline.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import com.ghgande.j2mod.modbus.slave.ModbusSlave;
import com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory;
import io.tieline.modbus.unit.Answer;
import io.tieline.modbus.unit.Refusal;
import io.tieline.southbound.DeviceFault;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is written and read through other transports than plain TCP, against slaves that are not ours. */
class TransportTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private static RegisterImage image() {
        RegisterImage image = new RegisterImage();
        for (int i = 0; i < 125; i++) {
            image.put(100 + i, 1000 + i);
        }
        return image;
    }

    static void readsAndWrites(Unit unit, RegisterImage image) throws Exception {
        assertThat(unit.read(100, 125)).isInstanceOfSatisfying(Answer.Words.class, words -> {
            assertThat(words.at(100)).isEqualTo(1000);
            assertThat(words.at(224)).isEqualTo(1124);
        });
        assertThat(unit.write(110, (short) 7, (short) 8)).isInstanceOf(Answer.Words.class);
        assertThat(image.get(111)).isEqualTo(8);
        assertThat(unit.read(500, 1)).isEqualTo(new Answer.Refused(Refusal.ILLEGAL_ADDRESS));
    }

    @Test
    void serialFramesWithinTcp() throws Exception {
        int port = Bench.freePort();
        ModbusSlave slave = ModbusSlaveFactory.createTCPSlave(HERE, port, 3, true, 0);
        RegisterImage image = image();
        slave.addProcessImage(3, image);
        slave.open();
        try (Unit unit = new Unit("modbus+rtu://127.0.0.1:" + port + "/3")) {
            readsAndWrites(unit, image);
        } finally {
            slave.close();
        }
    }

    @Test
    void datagrams() throws Exception {
        int port = Bench.freePort();
        ModbusSlave slave = ModbusSlaveFactory.createUDPSlave(HERE, port);
        RegisterImage image = image();
        slave.addProcessImage(3, image);
        slave.open();
        try (Unit unit = new Unit("modbus+udp://127.0.0.1:" + port + "/3")) {
            readsAndWrites(unit, image);
        } finally {
            slave.close();
        }
    }

    /** A server of datagrams that answers as the test wants. */
    private static Thread serve(DatagramSocket socket, Manner manner) {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (true) {
                            DatagramPacket packet = new DatagramPacket(new byte[300], 300);
                            socket.receive(packet);
                            byte[] request = Arrays.copyOf(packet.getData(), packet.getLength());
                            manner.answer(request, packet.getSocketAddress());
                        }
                    } catch (Exception closed) {
                        // The test is over.
                    }
                },
                "datagrams");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private interface Manner {
        void answer(byte[] request, SocketAddress from) throws Exception;
    }

    @Test
    void aDatagramThatComesTwiceIsTakenOnceAndALostOneIsMissedOnly() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (DatagramSocket socket = new DatagramSocket(0, HERE);
                Unit unit = new Unit("modbus+udp://127.0.0.1:" + socket.getLocalPort() + "/1")) {
            serve(socket, (request, from) -> {
                byte[] answer = HostileServer.honestFrame(request);
                for (int i = 0; i < 2 && requests.get() != 2; i++) {
                    socket.send(new DatagramPacket(answer, answer.length, from));
                }
                requests.incrementAndGet();
            });
            for (int i = 0; i < 5; i++) {
                int address = 10 + i;
                Answer answer = unit.read(address, 1);
                if (i == 2) {
                    assertThat(answer).isInstanceOfSatisfying(Answer.Failed.class, failed -> assertThat(
                                    failed.fault().kind())
                            .isEqualTo(DeviceFault.Kind.TIMEOUT));
                } else {
                    assertThat(answer).isInstanceOfSatisfying(Answer.Words.class, words -> assertThat(words.at(address))
                            .isEqualTo(address));
                }
            }
        }
    }

    @Test
    void aDatagramThatIsMoreThanOneFrameIsRefused() throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0, HERE);
                Unit unit = new Unit("modbus+udp://127.0.0.1:" + socket.getLocalPort() + "/1")) {
            serve(socket, (request, from) -> {
                byte[] answer = HostileServer.honestFrame(request);
                socket.send(new DatagramPacket(Arrays.copyOf(answer, answer.length + 1), answer.length + 1, from));
            });
            assertThat(unit.read(10, 1)).isInstanceOfSatisfying(Answer.Failed.class, failed -> assertThat(
                            failed.fault().text())
                    .contains("not one frame"));
        }
    }
}
