package io.tieline.gateway.neighbour;

import io.tieline.gateway.foundation.DaemonThreads;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Severity;
import io.tieline.uplink.SiteTalk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Carries the words of the gateways of a site over its own network, without a broker and without the WAN. What this gateway says
 * has to come back, or else it would not hear the others either. One thread of its own; ends with {@link #close}.
 */
final class LocalNetwork implements AutoCloseable {

    private static final String SOURCE = "control";
    private static final String DEAF = "control.gateways.deaf";
    private static final String PATH = "local network";

    /** Nobody says a lost one again, and who misses it rests until a person comes. */
    private static final int GOODBYES = 3;

    private static final Duration TURN = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Meeting meeting;
    private final SiteTalk talk;
    private final AlarmBoard alarms;
    private final LongSupplier nanos;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;

    private boolean heardBack;
    private long unheardSince;

    private LocalNetwork(Meeting meeting, SiteTalk talk, AlarmBoard alarms, LongSupplier nanos) {
        this.meeting = meeting;
        this.talk = talk;
        this.alarms = alarms;
        this.nanos = nanos;
        this.thread = DaemonThreads.named("gateways").newThread(this::run);
    }

    /**
     * Joins the others and begins to talk, as soon as the address is one of this machine.
     *
     * @param nanos real time, monotonic
     */
    static LocalNetwork start(Meeting meeting, SiteTalk talk, AlarmBoard alarms, LongSupplier nanos) {
        LocalNetwork network = new LocalNetwork(meeting, talk, alarms, nanos);
        network.thread.start();
        return network;
    }

    /** Says the last words, if there are any. */
    @Override
    public void close() {
        ended.countDown();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isEnded() {
        return ended.getCount() == 0;
    }

    private void run() {
        try {
            do {
                join();
            } while (!ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        alarms.clear(SOURCE, DEAF);
    }

    private void join() throws InterruptedException {
        try {
            converse(Group.join(meeting));
        } catch (IOException e) {
            deaf(String.valueOf(e.getMessage()));
        }
    }

    /** Until the end, or until the network fails. */
    private void converse(Group group) throws InterruptedException {
        try (group) {
            talk.connected(PATH);
            heardBack = true;
            while (!isEnded()) {
                say(group, talk.next());
                listen(group);
                judge();
            }
            for (int i = 0; i < GOODBYES; i++) {
                say(group, talk.lastWords());
                group.receive(TURN);
            }
        } catch (IOException e) {
            deaf(String.valueOf(e.getMessage()));
        }
    }

    private void say(Group group, Optional<String> words) throws IOException {
        if (words.isEmpty()) {
            return;
        }
        group.send(words.get().getBytes(StandardCharsets.UTF_8));
        if (heardBack) {
            heardBack = false;
            unheardSince = nanos.getAsLong();
        }
    }

    private void listen(Group group) throws IOException, InterruptedException {
        List<byte[]> heard = group.receive(TURN);
        for (byte[] words : heard) {
            heardBack = true;
            talk.heard(PATH, new String(words, StandardCharsets.UTF_8), false);
        }
        if (heard.size() == Group.MOST_AT_ONCE) {
            // A flood costs this thread its turns, not the machine its processor.
            ended.await(TURN.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void judge() {
        if (heardBack) {
            alarms.clear(SOURCE, DEAF);
        } else if (nanos.getAsLong() - unheardSince > PATIENCE.toNanos()) {
            deaf("nothing comes back, not even what this one says; let UDP port "
                    + meeting.group().getPort() + " through the firewall");
        }
    }

    private void deaf(String why) {
        alarms.raise(
                SOURCE,
                DEAF,
                Severity.MINOR,
                "A second gateway of this site would not be noticed on the network of "
                        + meeting.own().getHostAddress() + ": " + why);
    }
}
