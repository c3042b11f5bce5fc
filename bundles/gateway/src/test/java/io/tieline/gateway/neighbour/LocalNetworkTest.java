package io.tieline.gateway.neighbour;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.model.AlarmBoard;
import io.tieline.model.Event;
import io.tieline.model.SiteClock;
import io.tieline.uplink.SiteTalk;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Real datagrams on the loopback interface. */
class LocalNetworkTest {

    private final BlockingQueue<Event> told = new LinkedBlockingQueue<>();
    private final AlarmBoard alarms = new AlarmBoard(SiteClock.system(), told::add);

    @Test
    void whatOneSaysTheOtherHearsAlsoAtTheEnd() throws Exception {
        Meeting meeting = meeting();
        Talk one = new Talk();
        Talk two = new Talk();
        try (LocalNetwork first = start(meeting, one)) {
            try (LocalNetwork second = start(meeting, two)) {
                one.toSay.add("I am one");
                assertThat(two.hears()).isEqualTo("I am one");
                assertThat(one.hears()).as("itself").isEqualTo("I am one");
                two.lastWords = "I was two";
            }
            assertThat(one.hears()).isEqualTo("I was two");
        }
        assertThat(alarms.standing()).isEmpty();
    }

    @Test
    void whoHearsItselfIsNotDeaf() throws Exception {
        AtomicLong later = new AtomicLong();
        Talk talk = new Talk();
        try (LocalNetwork network =
                LocalNetwork.start(meeting(), talk, alarms, () -> System.nanoTime() + later.get())) {
            for (int i = 0; i < 3; i++) {
                talk.toSay.add("I am one");
                assertThat(talk.hears()).isEqualTo("I am one");
                later.addAndGet(20_000_000_000L);
            }
            assertThat(alarms.standing()).isEmpty();
        }
    }

    @Test
    void whatIsTooLongForWordsIsNotHeard() throws Exception {
        Meeting meeting = meeting();
        Talk talk = new Talk();
        try (LocalNetwork network = start(meeting, talk);
                DatagramSocket anybody = new DatagramSocket()) {
            anybody.setOption(StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByInetAddress(meeting.own()));
            for (int size : new int[] {0, SiteTalk.LARGEST + 1, 60_000, SiteTalk.LARGEST}) {
                anybody.send(
                        new DatagramPacket("x".repeat(size).getBytes(StandardCharsets.UTF_8), size, meeting.group()));
            }
            assertThat(talk.hears()).hasSize(SiteTalk.LARGEST);
        }
    }

    @Test
    void anAddressThatIsNotThereIsToldAndWaitedFor() throws Exception {
        Meeting nowhere = Meeting.of("203.0.113.7", "239.255.84.76:18476");
        try (LocalNetwork network = LocalNetwork.start(nowhere, new Talk(), alarms, System::nanoTime)) {
            Event raised = told.poll(10, TimeUnit.SECONDS);
            assertThat(raised).isNotNull();
            assertThat(raised.sentence()).contains("would not be noticed", "other-gateways.address", "203.0.113.7");
        }
        assertThat(alarms.standing()).isEmpty();
    }

    @Test
    void aGoodbyeIsSaidMoreThanOnce() throws Exception {
        Meeting meeting = meeting();
        Talk one = new Talk();
        try (LocalNetwork first = start(meeting, one)) {
            Talk two = new Talk();
            two.lastWords = "I was two";
            start(meeting, two).close();
            assertThat(List.of(one.hears(), one.hears())).containsExactly("I was two", "I was two");
        }
    }

    /** One that has joined the others: what is said before that it cannot hear. */
    private LocalNetwork start(Meeting meeting, Talk talk) throws InterruptedException {
        LocalNetwork network = LocalNetwork.start(meeting, talk, alarms, System::nanoTime);
        assertThat(talk.connected.await(10, TimeUnit.SECONDS)).isTrue();
        return network;
    }

    private static Meeting meeting() throws IOException {
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return Meeting.of("127.0.0.1", "239.255.84.76:" + free.getLocalPort());
        }
    }

    private static final class Talk implements SiteTalk {

        final CountDownLatch connected = new CountDownLatch(1);
        final BlockingQueue<String> toSay = new LinkedBlockingQueue<>();
        volatile String lastWords = "";
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        String hears() throws InterruptedException {
            return heard.poll(10, TimeUnit.SECONDS);
        }

        @Override
        public String site() {
            return "site";
        }

        @Override
        public void connected(String broker) {
            connected.countDown();
        }

        @Override
        public Optional<String> next() {
            return Optional.ofNullable(toSay.poll());
        }

        @Override
        public void heard(String broker, String words, boolean kept) {
            heard.add(words);
        }

        @Override
        public Optional<String> lastWords() {
            return Optional.of(lastWords).filter(words -> !words.isEmpty());
        }
    }
}
