package io.tieline.cli.device;

import io.tieline.model.DeviceAlarm;
import io.tieline.southbound.Identity;
import java.util.List;
import java.util.Optional;

/**
 * What one device gave when everything was read once.
 *
 * @param commands sorted
 */
record DeviceReading(Identity identity, List<PointReading> points, List<DeviceAlarm> alarms, List<String> commands) {

    DeviceReading {
        points = List.copyOf(points);
        alarms = List.copyOf(alarms);
        commands = List.copyOf(commands);
    }

    /** Whether the device itself gave at least one good value: a profile's fixed texts are always there. */
    boolean hasWireValues() {
        return points.stream()
                .anyMatch(reading -> reading.isGood() && reading.raw().isPresent());
    }

    /** The alarm a flag point belongs to. */
    Optional<DeviceAlarm> alarm(PointReading reading) {
        return alarms.stream()
                .filter(alarm -> alarm.point().equals(reading.point().name()))
                .findFirst();
    }
}
