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
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways, both the built one, reach the same cabinets: the one that was to be replaced was left running. */
class TwoGatewaysTest {

    private static final double SPEED = 60;
    private static final String FENCED = "control/control.fenced";

    private final Path folder;
    private final Product product = Product.built();
    private final DemoBroker broker = DemoBroker.start(0);
    private final SimulatedSite site;

    TwoGatewaysTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        site = SimulatedSite.start(new SiteOptions(0, folder.resolve("site"), null, SPEED, 2026));
    }

    @AfterEach
    void stop() throws IOException {
        site.close();
        broker.close();
    }

    @Test
    void onlyTheOneWithTheHigherEpochWritesAndTheOtherGoesOnWhenItEnds() throws Exception {
        try (RunningGateway old = gateway("old", 1)) {
            eventually().until(() -> states(old).equals(Set.of("confirmed")));
            try (RunningGateway fresh = gateway("fresh", 2)) {
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

    private RunningGateway gateway(String name, int epoch) throws IOException, GeneralSecurityException {
        return RunningGateway.start(
                product.gateway(),
                folder.resolve(name),
                Map.of(
                        "site.file",
                        site.siteFile().toString(),
                        "peak-shaving.target",
                        "" + Math.round(site.startChoice().targetW()),
                        "commissioning.required",
                        "false",
                        "commissioning.gateway.name",
                        name,
                        "commissioning.gateway.epoch",
                        "" + epoch,
                        "uplink.brokers",
                        broker.uri(),
                        "uplink.node",
                        name),
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
