package io.tieline.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.profile.ModbusPlan.Place;
import io.tieline.profile.Profile;
import io.tieline.southbound.Proposal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a device said, weighed against what profiles ask for. */
class FindingsTest {

    private static final Profile BOTH = Profiles.profile(
            """
            recognise: [{product: "^PM5", revision: ".*", registers: [{address: 8, is: 7}]}]
            read: [{point: meter.power, address: 1, unit: W}]
            """);
    private static final Place VERSION =
            BOTH.recognition().get(0).registers().get(0).place();

    private static List<Proposal> proposals(Map<String, String> texts, Map<Place, String> registers) {
        return new Findings(Optional.empty(), texts, registers).proposals(List.of(BOTH));
    }

    @Test
    void everythingAnEntryNamesMustFit() {
        Map<String, String> says = Map.of("product", "PM5320", "revision", "2.1");
        assertThat(proposals(says, Map.of(VERSION, "7"))).hasSize(1);
        assertThat(proposals(says, Map.of())).isEmpty();
        assertThat(proposals(says, Map.of(VERSION, "17"))).isEmpty();
        assertThat(proposals(Map.of("product", "PM3250", "revision", "2.1"), Map.of(VERSION, "7")))
                .isEmpty();
    }

    @Test
    void whatADeviceDoesNotSayFitsNoPattern() {
        assertThat(proposals(Map.of("product", "PM5320"), Map.of(VERSION, "7"))).isEmpty();
    }
}
