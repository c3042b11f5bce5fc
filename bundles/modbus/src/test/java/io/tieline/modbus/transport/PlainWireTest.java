package io.tieline.modbus.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.tieline.modbus.Ending;
import io.tieline.modbus.HostileServer;
import io.tieline.modbus.SocketPeer;
import io.tieline.modbus.framing.Function;
import io.tieline.modbus.framing.Mbap;
import io.tieline.modbus.framing.Request;
import io.tieline.southbound.DeviceFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What only a real socket does: it is full, it is reset, it never connects. */
public class PlainWireTest {

    private static final long SECOND = 1_000_000_000;

    private SocketPeer peer = peer(50);

    private static SocketPeer peer(int backlog) {
        try {
            return new SocketPeer(Mbap.FRAMING, new ServerSocket(0, backlog, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** An ending one can wait for. */
    public static final class Awaited implements Request.Listener {
        final Ending ending = new Ending();
        private final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public void answered(Request request, ByteBuf data) {
            ending.answered(request, data);
            ended.countDown();
        }

        @Override
        public void refused(Request request, int code) {
            ending.refused(request, code);
            ended.countDown();
        }

        @Override
        public void failed(Request request, DeviceFault fault) {
            ending.failed(request, fault);
            ended.countDown();
        }

        public Ending await() throws InterruptedException {
            assertThat(ended.await(10, TimeUnit.SECONDS)).as("it has ended").isTrue();
            return ending;
        }
    }

    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        peer.close();
        assertThat(peer.held()).as("bytes not released").isZero();
    }

    private Awaited read(long timeoutNanos) {
        Awaited awaited = new Awaited();
        peer.link.submit(Request.read(
                new Request.Target(1, timeoutNanos, 0, 1, false), Function.READ_HOLDING_REGISTERS, 10, 2, awaited));
        return awaited;
    }

    @Test
    void anAnswerAndItsEnd() throws Exception {
        Awaited read = read(10 * SECOND);
        byte[] answer = HostileServer.honestFrame(peer.sent(12));
        peer.deliver(answer, 0, answer.length);
        assertThat(read.await().data).containsExactly(0, 10, 0, 11);
        Awaited cut = read(10 * SECOND);
        peer.sent(12);
        peer.deliver(answer, 0, 8);
        peer.closeByPeer();
        assertThat(cut.await().fault).isNotNull().satisfies(fault -> assertThat(fault.text())
                .contains("closed"));
    }

    @Test
    void aConnectionThatIsResetIsBroken() throws Exception {
        Awaited read = read(10 * SECOND);
        peer.sent(12);
        peer.reset();
        assertThat(read.await().kind()).isEqualTo(DeviceFault.Kind.NO_CONNECTION);
    }

    @Test
    void whoeverSendsWithoutEndIsCutOff() throws Exception {
        Awaited read = read(10 * SECOND);
        byte[] answer = HostileServer.honestFrame(peer.sent(12));
        byte[] flood = new byte[64 * 1024];
        for (int at = 0; at + answer.length <= flood.length; at += answer.length) {
            System.arraycopy(answer, 0, flood, at, answer.length);
        }
        int taken = 0;
        while (taken < 10_000 && peer.deliver(flood, 0, flood.length)) {
            taken++;
        }
        assertThat(taken).as("times 64 KB").isLessThan(1_000);
        assertThat(read.await().times).isEqualTo(1);
        peer.closeByPeer();
        peer.advance(5_000);
        Awaited again = read(10 * SECOND);
        byte[] good = HostileServer.honestFrame(peer.sent(12));
        peer.deliver(good, 0, good.length);
        assertThat(again.await().data).containsExactly(0, 10, 0, 11);
    }

    @Test
    void aPeerThatReadsNothingDoesNotKeepWhatItCannotBeSent() throws Exception {
        // What it has taken in grows with the buffer that connections inherit from here.
        peer.server.setReceiveBufferSize(4096);
        short[] words = new short[123];
        Arrays.fill(words, (short) 7);
        List<Awaited> writes = new ArrayList<>();
        Request.Target many = new Request.Target(1, 60 * SECOND, 0, Integer.MAX_VALUE, false);
        for (int i = 0; i < 15_000; i++) {
            Awaited awaited = new Awaited();
            writes.add(awaited);
            peer.link.submit(Request.write(many, Function.WRITE_REGISTERS, 1, words, awaited));
        }
        for (Awaited write : writes) {
            assertThat(write.await().kind()).isEqualTo(DeviceFault.Kind.NO_CONNECTION);
        }
        Socket socket = peer.accepted();
        int frame = 13 + 2 * words.length;
        byte[] all = socket.getInputStream().readAllBytes();
        for (int at = 0; at + frame <= all.length; at += frame) {
            assertThat(all[at + 7]).as("each frame is whole").isEqualTo((byte) 16);
        }
    }

    @Test
    void aPlaceThatTakesNoConnectionIsGivenUpInTime() throws Exception {
        peer.close();
        peer = peer(1);
        List<Socket> queue = new ArrayList<>();
        try {
            // Linux drops what does not fit into the queue of a server that accepts nobody.
            for (int i = 0; i < 2; i++) {
                queue.add(new Socket(peer.server.getInetAddress(), peer.server.getLocalPort()));
            }
            assertThat(read(SECOND / 5).await().fault).isNotNull().satisfies(fault -> assertThat(fault.text())
                    .contains("no answer in time"));
        } finally {
            for (Socket socket : queue) {
                socket.close();
            }
        }
    }
}
