package io.tieline.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eclipsesource.json.JsonObject;
import io.tieline.control.lease.Lease;
import io.tieline.control.lease.LeaseAnswer;
import io.tieline.control.lease.LeaseRequest;
import io.tieline.control.lease.Payload;
import io.tieline.control.lease.Payload.Curtailment;
import io.tieline.control.lease.Payload.Limit;
import io.tieline.control.lease.Payload.Mode;
import io.tieline.control.lease.Payload.PowerSchedule;
import io.tieline.control.lease.Payload.PriceSchedule;
import io.tieline.control.lease.Payload.ReserveFloor;
import io.tieline.control.lease.PowerRange;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LeaseJsonTest {

    private static final long UTC = 1_795_356_000_000L;

    static List<Payload> payloads() {
        return List.of(
                new PowerSchedule(UTC, Duration.ofMinutes(30), List.of(100_000.0, -2.5)),
                new PriceSchedule(UTC, Duration.ofMinutes(15), List.of(13.17, -1.0)),
                new Curtailment(UTC, UTC + 1, 500_000, 0, Double.NaN),
                new Curtailment(UTC, UTC + 1, Double.POSITIVE_INFINITY, 70_000, 800_000),
                new Limit(12),
                new ReserveFloor(35),
                new Mode(Mode.Kind.LOCAL),
                new Mode(Mode.Kind.STORM));
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void everyRequestIsReadAsItIsWritten(Payload payload) {
        LeaseRequest request = new LeaseRequest("a", UTC, 7, 600, 3, new PowerRange(-5, 6), payload);
        assertThat(LeaseJson.request(LeaseJson.of(request).toString())).isEqualTo(request);
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        LeaseRequest request = LeaseJson.request(
                "{\"id\":\"a\",\"issued\":" + UTC + ",\"epoch\":1,\"payload\":{\"kind\":\"limit\",\"importW\":9}}");
        assertThat(request).isEqualTo(new LeaseRequest("a", UTC, 1, 300, 0, PowerRange.FREE, new Limit(9)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | no JSON",
                "[] | wrong type",
                "{\"issued\":1,\"epoch\":1,\"payload\":{}} | id: is missing",
                "{\"id\":\"a\",\"issued\":1,\"epoch\":\"x\",\"payload\":{}} | wrong type",
                "{\"id\":\"a\",\"issued\":1,\"epoch\":1,\"payload\":{\"kind\":\"dance\"}} | payload.kind",
                "{\"id\":\"a\",\"issued\":1,\"epoch\":1,\"payload\":{\"kind\":\"limit\"}} | importW: is missing",
                "{\"id\":\"a\",\"issued\":1,\"epoch\":1,\"payload\":{\"kind\":\"limit\",\"importW\":-1}} | payload.importW",
                "{\"id\":\"a\",\"issued\":1,\"epoch\":1,\"payload\":{\"kind\":\"mode\",\"mode\":\"off\"}} | payload.mode",
                "{\"id\":\"a\",\"issued\":1,\"epoch\":1,\"bounds\":{\"minW\":2,\"maxW\":1},"
                        + "\"payload\":{\"kind\":\"limit\",\"importW\":1}} | bounds"
            })
    void nonsenseIsRefusedWithTheField(String json, String message) {
        assertThatThrownBy(() -> LeaseJson.request(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void theAnswerSaysWhatCameOfIt() {
        LeaseRequest request = new LeaseRequest("a", UTC, 7, 600, 3, PowerRange.FREE, new Limit(1));
        JsonObject accepted =
                LeaseJson.of("a", new LeaseAnswer.Accepted(new Lease(request, UTC + 5, 1), List.of("ttl: shortened")));
        assertThat(accepted.toString())
                .isEqualTo("{\"id\":\"a\",\"answer\":\"accepted\",\"expires\":" + (UTC + 5)
                        + ",\"clamped\":[\"ttl: shortened\"]}");
        JsonObject refused = LeaseJson.of("a", new LeaseAnswer.Refused(LeaseAnswer.Reason.GRID_STATE, "grid lost"));
        assertThat(refused.toString())
                .isEqualTo("{\"id\":\"a\",\"answer\":\"refused\",\"reason\":\"grid_state\",\"why\":\"grid lost\"}");
    }
}
