package io.tieline.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.situation.Roles;
import io.tieline.model.Device;
import io.tieline.model.DeviceKind;
import io.tieline.southbound.DeviceStatus;
import io.tieline.southbound.DeviceStatus.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FirstReadingTest {

    private static final int METER = 0;
    private static final int CABINET = 1;
    private static final int UPS = 2;
    private static final List<Device> DEVICES = List.of(
            new Device(METER, "grid", DeviceKind.METER),
            new Device(CABINET, "cab", DeviceKind.BATTERY),
            new Device(UPS, "ups", DeviceKind.UPS));

    private final Map<Integer, State> states = new HashMap<>();
    private long nanos;
    private final FirstReading reading = new FirstReading(Roles.byKind(DEVICES), this::status, () -> nanos);

    private DeviceStatus status(int device) {
        State state = states.getOrDefault(device, State.CONNECTING);
        return new DeviceStatus(DEVICES.get(device), state, null, null, 0, 0, 0, Double.NaN);
    }

    @Test
    void meterAndCabinetsAreWaitedForAndWitnessesAreNot() {
        states.put(METER, State.ONLINE);
        assertThat(reading.isOver()).isFalse();
        states.put(CABINET, State.ONLINE);
        assertThat(reading.isOver()).isTrue();
    }

    @Test
    void whatIsKnownToBeGoneIsNotWaitedFor() {
        states.put(METER, State.ONLINE);
        states.put(CABINET, State.OFFLINE);
        assertThat(reading.isOver()).isTrue();
    }

    @Test
    void whatSaysNothingIsWaitedForThreeSeconds() {
        nanos = 3_000_000_000L;
        assertThat(reading.isOver()).isFalse();
        nanos++;
        assertThat(reading.isOver()).isTrue();
    }

    @Test
    void whatWasReadOnceStaysRead() {
        states.put(METER, State.ONLINE);
        states.put(CABINET, State.ONLINE);
        assertThat(reading.isOver()).isTrue();
        states.put(CABINET, State.CONNECTING);
        assertThat(reading.isOver()).isTrue();
    }
}
