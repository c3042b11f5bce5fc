package io.tieline.rig.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import io.tieline.rig.broker.DemoBroker;
import io.tieline.rig.product.RunningGateway;
import io.tieline.rig.site.SimulatedSite;
import io.tieline.rig.site.SiteOptions;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two gateways, both the built one, reach the same cabinets: the one that was to be replaced was left running. They meet at a
 * broker, or without one on the network of the site.
 */
class TwoGatewaysTest {

    private static final double SPEED = 60;
    private static final String FENCED = "control/control.fenced";
    private static final String STRANGER = "control/control.gateways.stranger";
    private static final String KEY = "the key of this site";

    private final Path folder;
    private final Product product = Product.built();
    private final DemoBroker broker = DemoBroker.start(0);
    private final SimulatedSite site;
    private final int port;

    TwoGatewaysTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        site = SimulatedSite.start(new SiteOptions(0, folder.resolve("site"), null, SPEED, 2026));
    }

    @AfterEach
    void stop() throws IOException {
        site.close();
        broker.close();
    }

    @Test
    void atABrokerOnlyTheOneWithTheHigherEpochWritesAndTheOtherGoesOnWhenItEnds() throws Exception {
        oneWritesAndTheOtherGoesOnWhenItEnds(atBroker("old"), atBroker("fresh"));
    }

    @Test
    void onTheNetworkOfTheSiteTheyFindEachOtherWithoutTheWan() throws Exception {
        Map<String, String> meeting = onNetwork(KEY);
        oneWritesAndTheOtherGoesOnWhenItEnds(meeting, meeting);
    }

    @Test
    void whoSpeaksWithAnotherKeyStopsNobodyAndBothSaySo() throws Exception {
        try (RunningGateway gateway = gateway("gateway", 1, onNetwork(KEY));
                RunningGateway stranger = gateway("stranger", 9, onNetwork("the key of another site"))) {
            eventually().until(() -> gateway.alarmStands(STRANGER) && stranger.alarmStands(STRANGER));
            eventually().until(() -> states(gateway).equals(Set.of("confirmed")));
            assertThat(gateway.alarmStands(FENCED)).isFalse();
        }
    }

    private void oneWritesAndTheOtherGoesOnWhenItEnds(Map<String, String> oldMeets, Map<String, String> freshMeets)
            throws Exception {
        try (RunningGateway old = gateway("old", 1, oldMeets)) {
            eventually().until(() -> states(old).equals(Set.of("confirmed")));
            try (RunningGateway fresh = gateway("fresh", 2, freshMeets)) {
                eventually().until(() -> old.alarmStands(FENCED));
                eventually().until(() -> rests(old));
                assertThat(old.decision().getString("sentence", ""))
                        .startsWith("No setpoints: gateway fresh with epoch 2 is in charge, this one has epoch 1");
                assertThat(old.object("operation").getString("otherGateway", ""))
                        .isEqualTo("fresh with epoch 2");
                eventually().until(() -> states(fresh).equals(Set.of("confirmed")));
                assertThat(fresh.alarmStands(FENCED)).isFalse();
                assertThat(rests(old)).isTrue();
                fresh.stop();
            }
            eventually().until(() -> states(old).equals(Set.of("confirmed")));
            assertThat(old.alarmStands(FENCED)).isFalse();
        }
    }

    private Map<String, String> atBroker(String node) {
        return Map.of("uplink.brokers", broker.uri(), "uplink.node", node);
    }

    private Map<String, String> onNetwork(String key) {
        return Map.of(
                "other-gateways.key",
                key,
                "other-gateways.address",
                "127.0.0.1",
                "other-gateways.group",
                "239.255.84.76:" + port);
    }

    private RunningGateway gateway(String name, int epoch, Map<String, String> meets)
            throws IOException, GeneralSecurityException {
        Map<String, String> settings = new HashMap<>(meets);
        settings.put("site.file", site.siteFile().toString());
        settings.put("peak-shaving.target", "" + Math.round(site.startChoice().targetW()));
        settings.put("commissioning.required", "false");
        settings.put("commissioning.gateway.name", name);
        settings.put("commissioning.gateway.epoch", "" + epoch);
        return RunningGateway.start(
                product.gateway(),
                folder.resolve(name),
                settings,
                Map.of(
                        "tieline.clock.factor", "" + SPEED,
                        "tieline.clock.start",
                                Instant.ofEpochMilli(site.summary().utcMillis()).toString(),
                        "tieline.clock.origin", "" + System.currentTimeMillis()));
    }

    /** Whether no cabinet is told anything. */
    private static boolean rests(RunningGateway gateway) {
        Set<String> states = states(gateway);
        return !states.isEmpty() && !states.contains("confirmed") && !states.contains("not confirmed");
    }

    /** What becomes of the setpoints of all cabinets. */
    private static Set<String> states(RunningGateway gateway) {
        JsonValue setpoints = gateway.decision().get("setpoints");
        return setpoints == null
                ? Set.of()
                : setpoints.asArray().values().stream()
                        .map(JsonValue::asObject)
                        .map((JsonObject setpoint) -> setpoint.getString("state", ""))
                        .collect(Collectors.toSet());
    }

    /** Long, for a loaded machine; it ends as soon as it holds. */
    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(150));
    }
}
