package io.tieline.snmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieline.model.AlarmBoard;
import io.tieline.model.Device;
import io.tieline.model.DeviceKind;
import io.tieline.model.SiteClock;
import io.tieline.profile.ProfileLibrary;
import io.tieline.southbound.DeviceTarget;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CredentialsTest {

    private static DeviceTarget target(Map<String, String> options) {
        return new DeviceTarget(
                new Device(0, "ups-1", DeviceKind.UPS),
                URI.create("snmp://127.0.0.1:9"),
                DeviceTarget.AUTO,
                Duration.ofSeconds(1),
                Duration.ofMillis(100),
                options);
    }

    private static Map<String, String> user(String auth, String priv) {
        Map<String, String> options = new HashMap<>(Map.of("user", "tieline", "auth", auth, "priv", priv));
        options.put("authSecret", "authentication-secret");
        options.put("privSecret", "privacy-secret");
        return options;
    }

    @ParameterizedTest
    @CsvSource({"md5, aes, md5", "sha256, des, des", "MD5, DES, md5 and des"})
    void weakAlgorithmsAreRefusedUnlessAskedFor(String auth, String priv, String named) throws Exception {
        Map<String, String> options = user(auth, priv);
        assertThatThrownBy(() -> Credentials.of(target(options)))
                .hasMessageContaining(named + " can be broken")
                .hasMessageContaining("weak: allow");
        options.put("weak", "allow");
        assertThat(Credentials.of(target(options)).weak()).isEqualTo(List.of(named.split(" and ")));
    }

    @Test
    void weakAlgorithmInUseIsAnAlarm() {
        AlarmBoard alarms = new AlarmBoard(SiteClock.system(), event -> {});
        Map<String, String> options = user("sha256", "des");
        options.put("weak", "allow");
        try (SnmpProtocol protocol = new SnmpProtocol(ProfileLibrary.builtIn(), SiteClock.system(), alarms, null)) {
            // Nobody answers there; the alarm is about what is asked for.
            assertThatThrownBy(() -> protocol.connect(target(options))
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS))
                    .cause()
                    .hasMessageContaining("no answer");
        }
        assertThat(alarms.standing()).singleElement().satisfies(alarm -> {
            assertThat(alarm.source()).isEqualTo("ups-1");
            assertThat(alarm.text()).contains("des").doesNotContain("secret");
        });
    }

    @Test
    void bothTriesOfAnExchangeFitItsTime() throws Exception {
        Credentials credentials = Credentials.of(target(Map.of()));
        assertThat(credentials.address().getTimeout() * (credentials.address().getRetries() + 1))
                .isEqualTo(100);
    }
}
