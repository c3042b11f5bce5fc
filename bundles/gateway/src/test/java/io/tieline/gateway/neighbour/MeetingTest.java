package io.tieline.gateway.neighbour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeetingTest {

    @ParameterizedTest
    @CsvSource({"10.20.0.5, 239.255.84.76:18476, 18476", "fe80::1, '[ff02::7]:9', 9", " ::1 , 'ff05::2:9', 9"})
    void numbersOfBothFamiliesAreTaken(String own, String group, int port) {
        Meeting meeting = Meeting.of(own, group);
        assertThat(meeting.own().isMulticastAddress()).isFalse();
        assertThat(meeting.group().getAddress().isMulticastAddress()).isTrue();
        assertThat(meeting.group().getPort()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "239.255.84.76",
                "239.255.84.76:",
                "239.255.84.76:0",
                "239.255.84.76:65536",
                "10.0.0.1:9",
                "all:9",
                ":9"
            })
    void anythingElseIsRefusedWithTheFieldAndTheRemedy(String group) {
        assertThatThrownBy(() -> Meeting.of("10.20.0.5", group))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("other-gateways.group", "239.255.84.76:18476");
    }

    @Test
    void aNameIsNoAddress() {
        assertThatThrownBy(() -> Meeting.of("localhost", "239.255.84.76:18476"))
                .hasMessageContainingAll("other-gateways.address", "localhost", "10.20.0.5");
    }
}
