package io.tieline.rig.accept;

import io.tieline.document.Problems;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.model.Device;
import io.tieline.model.DeviceKind;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.LiveImage;
import io.tieline.model.SiteClock;
import io.tieline.opcua.OpcUaProtocol;
import io.tieline.opcua.Trust;
import io.tieline.profile.Profile;
import io.tieline.profile.ProfileLibrary;
import io.tieline.profile.ProfileReader;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceSession;
import io.tieline.southbound.DeviceTarget;
import io.tieline.southbound.PollGroup;
import io.tieline.southbound.Proposal;
import io.tieline.southbound.ReadListener;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The real driver against a server of another make: sessions, trust, subscription, commands, a restart with other ids. */
public final class OpcUaAcceptance {

    private static final Device UPS = new Device(0, "ups", DeviceKind.UPS);

    private static final String PROFILE =
            """
            profile: peer-ups1600
            extends: siemens-sitop-ups1600
            title: A peer shaped like a SITOP UPS1600
            facts: rig accept opcua
            recognise: [{applicationUri: "peer:ups1600"}]
            opcua: {base: UPS1600}
            read:
              - {point: battery.voltage, path: ActualBatteryState/BatteryVoltage, unit: device}
            commands:
              - {command: ups.limit.set, path: Limit}
            """;

    private final Path work;
    private final Path keys;
    private final PrintStream out;
    private final int port;
    private int cases;
    private int passed;

    private OpcUaAcceptance(Path work, Path keys, PrintStream out, int port) {
        this.work = work;
        this.keys = keys;
        this.out = out;
        this.port = port;
    }

    /**
     * Runs the suite.
     *
     * @param work where node-opcua is, or is put
     * @return 0: all right; 1: not; 2: cannot be run
     */
    public static int run(Path work, PrintStream out) {
        try {
            NodeOpcUa.install(work);
            Path keys = Files.createTempDirectory(work, "keys");
            OpcUaAcceptance suite = new OpcUaAcceptance(work, keys, out, NodeOpcUa.freePort());
            suite.run();
            out.println("RESULT accept-opcua cases=" + suite.cases + " passed=" + suite.passed);
            return suite.passed == suite.cases ? 0 : 1;
        } catch (IOException e) {
            out.println(e.getMessage());
            return 2;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 2;
        }
    }

    private interface Case {
        boolean holds() throws Exception;
    }

    private void check(String what, Case test) {
        cases++;
        String end;
        try {
            end = test.holds() ? "ok" : "WRONG";
        } catch (Exception e) {
            end = "WRONG: " + e.getMessage();
        }
        passed += end.equals("ok") ? 1 : 0;
        out.println(end + "  " + what);
    }

    private void run() throws IOException {
        Problems problems = new Problems();
        Profile profile = ProfileReader.read("peer.yaml", PROFILE, problems)
                .orElseThrow(() -> new IOException(problems.sorted().toString()));
        SiteClock clock = SiteClock.system();
        try (OpcUaProtocol protocol = new OpcUaProtocol(
                new ProfileLibrary(List.of(profile)), keys, clock, new AlarmBoard(clock, event -> {}))) {
            try (NodeOpcUa first = NodeOpcUa.start(work, port, 0)) {
                unencrypted(protocol);
                encrypted(protocol);
            }
            try (NodeOpcUa second = NodeOpcUa.start(work, port, 1)) {
                check(
                        "after a restart with other node ids every value is right",
                        () -> isRight(connect(protocol, Map.of("security", "None"))));
            }
        }
    }

    private void unencrypted(OpcUaProtocol protocol) {
        Map<String, String> plain = Map.of("security", "None");
        check("without encryption, on wish, every value is right", () -> isRight(connect(protocol, plain)));
        check("a changing value comes by itself", () -> changes(connect(protocol, plain)));
        check("a variable is written in its own type and read back", () -> {
            Command command = new Command("ups.limit.set", 42, Duration.ZERO, Duration.ofSeconds(5), "rig");
            try (DeviceSession session = connect(protocol, plain)) {
                return within(session.write(command)).equals(new CommandResult.Confirmed(42));
            }
        });
        check("the profile is proposed", () -> {
            List<Proposal> proposals = within(protocol.propose(target(plain)));
            return proposals.size() == 1 && proposals.get(0).profile().equals("peer-ups1600");
        });
    }

    private void encrypted(OpcUaProtocol protocol) {
        Map<String, String> login = Map.of("user", "reader", "password", "secret");
        check("an unknown certificate is refused", () -> fails(protocol, login));
        check("approved once, the most secure endpoint works", () -> {
            Optional<Trust.Waiting> server = Trust.in(keys).waiting().stream().findFirst();
            return server.isPresent()
                    && Trust.in(keys).approve(server.get().thumbprint()).isPresent()
                    && isRight(connect(protocol, login));
        });
        for (String policy : List.of("Basic256Sha256", "Aes128_Sha256_RsaOaep", "Aes256_Sha256_RsaPss")) {
            check(
                    policy + " with user name",
                    () -> isRight(connect(
                            protocol,
                            Map.of(
                                    "security",
                                    policy,
                                    "mode",
                                    "SignAndEncrypt",
                                    "user",
                                    "reader",
                                    "password",
                                    "secret"))));
        }
        check("a wrong password is refused", () -> fails(protocol, Map.of("user", "reader", "password", "wrong")));
    }

    private DeviceTarget target(Map<String, String> options) {
        return new DeviceTarget(
                UPS,
                URI.create("opc.tcp://127.0.0.1:" + port),
                DeviceTarget.AUTO,
                Duration.ofMillis(500),
                Duration.ofSeconds(5),
                options);
    }

    private DeviceSession connect(OpcUaProtocol protocol, Map<String, String> options) throws Exception {
        return within(protocol.connect(target(options)));
    }

    private boolean fails(OpcUaProtocol protocol, Map<String, String> options) throws Exception {
        try {
            connect(protocol, options).close();
            return false;
        } catch (ExecutionException e) {
            return true;
        }
    }

    private static <T> T within(CompletionStage<T> stage)
            throws InterruptedException, ExecutionException, TimeoutException {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static boolean isRight(DeviceSession session) throws Exception {
        try (session) {
            DeviceSnapshot values = read(session);
            return values.usable("battery.soc") == 87
                    && values.usable("battery.voltage") == 27.5
                    && values.usable("battery.packs") == 3
                    && values.usable("alarm.battery_disconnected") == 0
                    && values.usable("alarm.buffer_not_ready") == 1
                    && values.usable("battery.runtime") >= 10_000;
        }
    }

    /** Once the subscription stands, news must come without anybody asking, and the value must have moved. */
    private static boolean changes(DeviceSession session) throws Exception {
        try (session) {
            double before = read(session).usable("battery.runtime");
            CountDownLatch news = new CountDownLatch(2);
            session.onNews(news::countDown);
            for (int i = 0; i < 20 && news.getCount() > 0; i++) {
                read(session);
                if (news.await(500, TimeUnit.MILLISECONDS)) {
                    return read(session).usable("battery.runtime") > before;
                }
            }
            return false;
        }
    }

    private static DeviceSnapshot read(DeviceSession session) throws Exception {
        LiveImage image = new LiveImage(List.of(UPS));
        image.device(0).adopt(session.points());
        for (PollGroup group : session.groups()) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            session.read(group, image.device(0).target(), new ReadListener() {
                @Override
                public void completed() {
                    done.complete(null);
                }

                @Override
                public void failed(DeviceFault fault) {
                    done.completeExceptionally(new IOException(fault.text()));
                }
            });
            done.get(30, TimeUnit.SECONDS);
        }
        DeviceSnapshot snapshot = new DeviceSnapshot();
        image.device(0).read(snapshot);
        return snapshot;
    }
}
