package io.tieline.rig.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.tieline.rig.wire.Behaviour;
import io.tieline.rig.wire.Peer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The devices of the simulated site as others see them on the wire. */
class SimulatedSiteTest {

    private static final int MODEL_704 = 40002 + 68 + 155 + 52;
    private static final int W_SET_ENA = MODEL_704 + 22;
    private static final int W_OF_701 = 40002 + 68 + 2 + 8;
    private static final int W_OF_203 = 40070 + 2 + 16;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static SimulatedSite site;

    @BeforeAll
    static void start(@TempDir Path work) throws IOException {
        // In real time: accelerated, the load itself moves as much in a second as a cabinet does.
        site = SimulatedSite.start(new SiteOptions(0, work, null, 1, 1));
    }

    @AfterAll
    static void stop() throws IOException {
        site.close();
    }

    @AfterEach
    void everythingBack() throws IOException {
        site.grid(true);
        for (Peer peer : site.peers()) {
            peer.behave(Behaviour.OK);
        }
    }

    private static String address(String id) {
        return site.peers().stream()
                .filter(peer -> peer.id().equals(id))
                .findFirst()
                .orElseThrow()
                .entry()
                .address();
    }

    private static int port(String id) {
        return URI.create(address(id)).getPort();
    }

    /** WSetEna, WSetMod, WSet, WSetRvrt, WSetPct, WSetPctRvrt, WSetEnaRvrt, WSetRvrtTms in one write. */
    private static void setpoint(RawModbus cabinet, int watts, int revertSeconds) throws IOException {
        cabinet.write(W_SET_ENA, 1, 1, watts >> 16 & 0xFFFF, watts & 0xFFFF, 0, 0, 0, 0, 0, 0, revertSeconds);
    }

    private static int watts(RawModbus cabinet) throws IOException {
        return (short) cabinet.read(W_OF_701, 1)[0] * 10;
    }

    @Test
    void aSetpointIsFollowedSeenByTheMeterAndRevertsByItself() throws Exception {
        try (RawModbus cabinet = new RawModbus(address("cab-01"), 1000);
                RawModbus meter = new RawModbus(address("grid"), 1000)) {
            int before = (short) meter.read(W_OF_203, 1)[0] * 100;
            setpoint(cabinet, 100_000, 2);
            await().atMost(Duration.ofSeconds(2)).until(() -> watts(cabinet) == 100_000);
            int during = (short) meter.read(W_OF_203, 1)[0] * 100;
            assertThat(before - during).isBetween(80_000, 120_000);
            await().between(Duration.ofMillis(500), Duration.ofSeconds(5)).until(() -> watts(cabinet) == 0);
        }
    }

    @Test
    void chargingIsNegative() throws Exception {
        try (RawModbus cabinet = new RawModbus(address("cab-02"), 1000)) {
            setpoint(cabinet, -50_000, 60);
            await().atMost(Duration.ofSeconds(2)).until(() -> watts(cabinet) == -50_000);
            setpoint(cabinet, 0, 60);
            await().atMost(Duration.ofSeconds(2)).until(() -> watts(cabinet) == 0);
        }
    }

    @Test
    void withoutTheGridTheMeterReadsNothingAndThePcsIsIslanded() throws Exception {
        try (RawModbus cabinet = new RawModbus(address("cab-03"), 1000);
                RawModbus meter = new RawModbus(address("grid"), 1000)) {
            site.grid(false);
            await().atMost(Duration.ofSeconds(2)).until(() -> meter.read(W_OF_203, 1)[0] == 0);
            int connected = 40002 + 68 + 2 + 3;
            assertThat(cabinet.read(connected, 1)).containsExactly(0);
            site.grid(true);
            await().atMost(Duration.ofSeconds(2)).until(() -> cabinet.read(connected, 1)[0] == 1);
            await().atMost(Duration.ofSeconds(2)).until(() -> watts(cabinet) == 0);
            assertThat(meter.read(W_OF_203, 1)[0]).isPositive();
        }
    }

    @Test
    void aDeadDeviceRefusesASlowOneIsSlowAndARubbishOneBabbles() throws Exception {
        site.behave("cab-04", Behaviour.DEAD);
        assertThatThrownBy(() -> new RawModbus(address("cab-04"), 300)).isInstanceOf(IOException.class);
        site.behave("cab-04", Behaviour.SLOW);
        try (RawModbus slow = new RawModbus(address("cab-04"), 300)) {
            assertThatThrownBy(() -> slow.read(40000, 2)).isInstanceOf(IOException.class);
        }
        site.behave("cab-04", Behaviour.GARBAGE);
        try (RawModbus garbage = new RawModbus(address("cab-04"), 300)) {
            assertThatThrownBy(() -> garbage.read(40000, 2)).isInstanceOf(IOException.class);
        }
        site.behave("cab-04", Behaviour.OK);
        try (RawModbus well = new RawModbus(address("cab-04"), 1000)) {
            assertThat(well.read(40000, 2)).containsExactly(0x5375, 0x6E53);
        }
    }

    @Test
    void anUnknownDeviceIsNamedTogetherWithThoseThereAre() {
        assertThatThrownBy(() -> site.behave("cab-99", Behaviour.DEAD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cab-99")
                .hasMessageContaining("cab-08");
    }

    @Test
    void theSwitchboardIsReadByAnOpcUaClient() throws Exception {
        OpcUaClient client = OpcUaClient.create(address("board"));
        client.connect();
        try {
            NodeId power = NodeId.parse("ns=2;s=Switchboard/Ups/OutputPower");
            await().atMost(Duration.ofSeconds(3))
                    .until(() -> client.readValue(0, TimestampsToReturn.Both, power)
                                            .value()
                                            .value()
                                    instanceof Double watts
                            && watts > 100_000);
        } finally {
            client.disconnect();
        }
    }

    @Test
    void mbpollReadsACabinet() throws Exception {
        assumeInstalled("mbpoll");
        String text = run(
                "mbpoll",
                "-m",
                "tcp",
                "-p",
                "" + port("cab-05"),
                "-a",
                "1",
                "-0",
                "-r",
                "40000",
                "-c",
                "2",
                "-t",
                "4:hex",
                "-1",
                "127.0.0.1");
        assertThat(text).contains("0x5375").contains("0x6E53");
    }

    @Test
    void snmpgetReadsAUps() throws Exception {
        assumeInstalled("snmpget");
        String agent = "127.0.0.1:" + port("ups-a");
        String text = run(
                "snmpget",
                "-v2c",
                "-c",
                "public",
                "-Oqn",
                agent,
                ".1.3.6.1.2.1.33.1.4.1.0",
                ".1.3.6.1.2.1.33.1.2.99.0");
        assertThat(text).contains(".1.3.6.1.2.1.33.1.4.1.0 3").contains(".1.3.6.1.2.1.33.1.2.99.0 No Such Instance");
        assertThat(run("snmpget", "-v2c", "-c", "wrong", "-r", "0", "-t", "0.3", agent, ".1.3.6.1.2.1.1.1.0"))
                .contains("Timeout");
    }

    @Test
    void snmpsetSwitchesAnOutlet() throws Exception {
        assumeInstalled("snmpset");
        String agent = "127.0.0.1:" + port("pdu-1");
        String outlets = ".1.3.6.1.4.1.534.6.6.7.6.6.1";
        run("snmpset", "-v2c", "-c", "public", agent, outlets + ".3.0.2", "i", "0");
        String off = run("snmpget", "-v2c", "-c", "public", "-Oqn", agent, outlets + ".2.0.2");
        run("snmpset", "-v2c", "-c", "public", agent, outlets + ".4.0.2", "i", "0");
        String on = run("snmpget", "-v2c", "-c", "public", "-Oqn", agent, outlets + ".2.0.2");
        assertThat(off).contains(".2.0.2 0");
        assertThat(on).contains(".2.0.2 1");
    }

    private static void assumeInstalled(String tool) {
        boolean there = Files.isExecutable(Path.of("/usr/bin", tool));
        assumeThat(there).as("%s is not installed: skipped", tool).isTrue();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return text;
    }
}
