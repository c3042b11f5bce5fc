package io.tieline.modbus.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieline.modbus.Bench;
import io.tieline.modbus.HostileServer;
import io.tieline.modbus.Profiles;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.Quality;
import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever comes over the wire, a value is right or it is bad, and the next read works again. */
class LinkTest {

    private HostileServer server;
    private Bench bench;
    private DeviceSession session;

    @BeforeEach
    void connect() throws Exception {
        server = new HostileServer();
        bench = Bench.at(server.port(), Profiles.registers(20));
        session = bench.connect("test", Map.of());
    }

    @AfterEach
    void close() {
        bench.close();
        server.close();
    }

    private DeviceFault.Kind faultOfRead() {
        try {
            bench.read(session, session.groups().get(0)).get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DeviceException fault) {
                return fault.fault().kind();
            }
            throw new AssertionError(e);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("the read should have failed");
    }

    private void worksAgain() throws Exception {
        server.manner = HostileServer::honest;
        DeviceSnapshot values = bench.readAll(session);
        assertThat(values.usable("outlet.1.power")).isEqualTo(100);
        assertThat(values.usable("outlet.20.power")).isEqualTo(119);
    }

    @Test
    void aWrongTransactionIdIsNeverTakenForTheAnswer() throws Exception {
        server.manner = (request, out) -> {
            byte[] answer = HostileServer.honestFrame(request);
            answer[1]++;
            out.write(answer);
        };
        assertThat(faultOfRead()).isEqualTo(DeviceFault.Kind.PROTOCOL);
        worksAgain();
        assertThat(server.connections).as("the connection was dropped").hasValue(2);
    }

    @Test
    void aShortReplyIsAProtocolFault() throws Exception {
        server.manner = (request, out) -> {
            byte[] answer = Arrays.copyOf(HostileServer.honestFrame(request), 9 + 2 * 19);
            answer[5] = (byte) (answer.length - 6);
            answer[8] -= 2;
            out.write(answer);
        };
        assertThat(faultOfRead()).isEqualTo(DeviceFault.Kind.PROTOCOL);
        worksAgain();
    }

    @Test
    void garbageIsAProtocolFault() throws Exception {
        server.manner = (request, out) -> out.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
        assertThat(faultOfRead()).isEqualTo(DeviceFault.Kind.PROTOCOL);
        worksAgain();
    }

    @Test
    void bytesBehindTheAnswerDropTheConnectionButNotTheAnswer() throws Exception {
        server.manner = (request, out) -> {
            byte[] answer = HostileServer.honestFrame(request);
            byte[] twice = Arrays.copyOf(answer, 2 * answer.length);
            System.arraycopy(answer, 0, twice, answer.length, answer.length);
            out.write(twice);
        };
        bench.readAll(session);
        worksAgain();
    }

    @Test
    void aFrameThatComesInPiecesIsPutTogether() throws Exception {
        server.manner = (request, out) -> {
            for (byte b : HostileServer.honestFrame(request)) {
                out.write(b);
                out.flush();
            }
        };
        assertThat(bench.readAll(session).usable("outlet.20.power")).isEqualTo(119);
    }

    @Test
    void aConnectionClosedInTheMiddleOfAFrameIsNoConnection() throws Exception {
        server.manner = (request, out) -> {
            out.write(HostileServer.honestFrame(request), 0, 11);
            out.close();
        };
        assertThat(faultOfRead()).isEqualTo(DeviceFault.Kind.NO_CONNECTION);
        worksAgain();
    }

    @Test
    void silenceIsATimeoutAndTheLateAnswerIsNotTakenForTheNextOne() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        server.manner = (request, out) -> asked.countDown();
        assertThat(faultOfRead()).isEqualTo(DeviceFault.Kind.TIMEOUT);
        assertThat(asked.getCount()).isZero();
        worksAgain();
        assertThat(server.connections).hasValue(2);
    }

    @Test
    void busyMakesTheValuesBadButNotTheDevice() throws Exception {
        server.manner = (request, out) -> out.write(HostileServer.exception(request, 6));
        DeviceSnapshot values = bench.readAll(session);
        assertThat(values.quality(0)).isEqualTo(Quality.BAD_DEVICE_FAULT);
        worksAgain();
        assertThat(server.connections).as("an exception is a proper answer").hasValue(1);
    }

    @Test
    void anAddressTheDeviceDoesNotHaveCostsItsOwnValueOnly() throws Exception {
        server.manner = (request, out) -> {
            int first = (request[8] & 0xFF) << 8 | request[9] & 0xFF;
            int last = first + (request[11] & 0xFF) - 1;
            out.write(
                    first <= 107 && last >= 107
                            ? HostileServer.exception(request, 2)
                            : HostileServer.honestFrame(request));
        };
        DeviceSnapshot values = bench.readAll(session);
        assertThat(values.quality(7)).isEqualTo(Quality.BAD_NOT_SUPPORTED);
        for (int i = 0; i < 20; i++) {
            assertThat(values.value(i)).isEqualTo(Double.valueOf(i == 7 ? Double.NaN : 100 + i));
        }
    }

    @Test
    void aGatewayThatFindsNoUnitSaysSo() {
        server.manner = (request, out) -> out.write(HostileServer.exception(request, 11));
        assertThat(faultOfRead()).isEqualTo(DeviceFault.Kind.TIMEOUT);
    }

    @Test
    void oneSocketServesItsUnitsInTurn() throws Exception {
        List<Integer> order = new ArrayList<>();
        List<DeviceSession> sessions = new ArrayList<>();
        for (int unit = 1; unit <= 3; unit++) {
            sessions.add(bench.connect(unit, "test", Map.of()).get(10, TimeUnit.SECONDS));
        }
        server.manner = (request, out) -> {
            order.add((int) request[6]);
            HostileServer.honest(request, out);
        };
        List<CompletableFuture<Boolean>> reads = new ArrayList<>();
        for (DeviceSession one : sessions) {
            reads.add(bench.read(one, one.groups().get(0)));
        }
        for (CompletableFuture<Boolean> read : reads) {
            read.get(10, TimeUnit.SECONDS);
        }
        assertThat(order).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(server.connections).hasValue(1);
    }

    @Test
    void closingTheSessionFailsThePendingRead() throws Exception {
        server.manner = (request, out) -> {};
        CompletableFuture<Boolean> read = bench.read(session, session.groups().get(0));
        session.close();
        assertThatThrownBy(() -> read.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(DeviceException.class);
    }

    @Test
    void nobodyThereIsNoConnection() throws Exception {
        try (Bench nobody = Bench.at(Bench.freePort(), Profiles.registers(1))) {
            assertThatThrownBy(() -> nobody.connect("test", Map.of()))
                    .cause()
                    .isInstanceOfSatisfying(
                            DeviceException.class,
                            e -> assertThat(e.fault().kind()).isEqualTo(DeviceFault.Kind.NO_CONNECTION));
        }
    }
}
