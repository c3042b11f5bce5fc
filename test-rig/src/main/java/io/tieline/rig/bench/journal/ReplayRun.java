package io.tieline.rig.bench.journal;

import io.tieline.model.AlarmBoard;
import io.tieline.model.SiteClock;
import io.tieline.uplink.RequestDesk;
import io.tieline.uplink.Uplink;
import io.tieline.uplink.UplinkSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What an outage left is sent to a Mosquitto on this machine, by the product's uplink, until the last fence is acknowledged. */
final class ReplayRun {

    static final Path MOSQUITTO = Path.of("/usr/sbin/mosquitto");
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(120);

    private ReplayRun() {}

    /** Samples a second; NaN without Mosquitto. */
    static double perSecond(Path folder, int cabinets, int seconds, long seed) throws Exception {
        if (!Files.isExecutable(MOSQUITTO)) {
            return Double.NaN;
        }
        NoisyDay day = new NoisyDay(cabinets, seed);
        Path store = Files.createDirectories(folder.resolve("store"));
        try (JournalKeeper keeper = new JournalKeeper(store, cabinets, NoisyDay.POINTS, JournalKeeper.onDemand())) {
            keeper.journal().cursor("uplink");
            for (int second = 0; second < seconds; second++) {
                day.tick();
                keeper.keep(day, NoisyDay.START + second * 1000L);
            }
            return send(folder, keeper);
        }
    }

    private static double send(Path folder, JournalKeeper keeper) throws Exception {
        int port = freePort();
        Process broker = broker(folder, port);
        try {
            SiteClock clock = SiteClock.system();
            UplinkSettings settings = UplinkSettings.of(
                            List.of(URI.create("tcp://127.0.0.1:" + port)), "bench", "gateway")
                    .withHistoryPerSecond(Integer.MAX_VALUE);
            Uplink uplink = Uplink.start(
                    settings,
                    keeper.image(),
                    keeper.journal(),
                    clock,
                    new AlarmBoard(clock, event -> {}),
                    keeper.journal(),
                    RequestDesk.CLOSED);
            try {
                return rate(uplink);
            } finally {
                uplink.close();
            }
        } finally {
            broker.destroy();
            broker.onExit().get(10, TimeUnit.SECONDS);
        }
    }

    private static double rate(Uplink uplink) {
        long deadline = System.nanoTime() + LONGEST_NANOS;
        long begin = 0;
        while (System.nanoTime() < deadline) {
            long acknowledged = uplink.status().acknowledged();
            begin = begin == 0 && uplink.status().connected() ? System.nanoTime() : begin;
            if (begin != 0 && acknowledged > 0 && uplink.status().backlog() == 0) {
                return acknowledged / ((System.nanoTime() - begin) / 1e9);
            }
            LockSupport.parkNanos(2_000_000);
        }
        throw new IllegalStateException("the uplink did not send everything: " + uplink.status());
    }

    private static Process broker(Path folder, int port) throws IOException {
        Path configuration = Files.writeString(
                folder.resolve("mosquitto.conf"),
                "listener " + port + " 127.0.0.1\nallow_anonymous true\npersistence false\nmax_queued_messages 0\n");
        Process broker = new ProcessBuilder(MOSQUITTO.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mosquitto.log").toFile())
                .start();
        for (int attempt = 0; attempt < 100; attempt++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
                return broker;
            } catch (IOException e) {
                LockSupport.parkNanos(50_000_000);
            }
        }
        broker.destroy();
        throw new IOException("mosquitto does not answer, see " + folder.resolve("mosquitto.log"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
