package io.tieline.southbound;

import io.tieline.model.Alarm;
import io.tieline.model.AlarmBoard;
import io.tieline.model.DeviceAlarm;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Raises and clears on the alarm board what a device says about itself: source is its id, type the flag point.
 *
 * <p>An alarm stands until the device says it is over. When the device falls silent its alarms stay, beside {@code
 * comm.lost}: what was wrong before is hardly better now. One that a later session does not list any more (another
 * firmware, another profile) is cleared. Engine's thread only.
 */
final class AlarmReport {

    private final String device;
    private final AlarmBoard board;
    private final Set<String> raised = new HashSet<>();
    private AlarmFlags flags = AlarmFlags.none();

    AlarmReport(String device, AlarmBoard board) {
        this.device = device;
        this.board = board;
        // What stands since before the site was read anew is this device's to end.
        board.standing().stream()
                .filter(alarm -> alarm.source().equals(device))
                .map(Alarm::type)
                .filter(type -> type.startsWith(DeviceAlarm.PREFIX))
                .forEach(raised::add);
    }

    /** A new session begins. */
    void follow(AlarmFlags next) {
        flags = next;
        Set<String> gone = new HashSet<>(raised);
        next.alarms().forEach(alarm -> gone.remove(alarm.point()));
        gone.forEach(this::clear);
    }

    /** Cheap while nothing changed. */
    void update() {
        if (!flags.hasNews()) {
            return;
        }
        List<DeviceAlarm> alarms = flags.alarms();
        for (int i = 0; i < alarms.size(); i++) {
            DeviceAlarm alarm = alarms.get(i);
            AlarmFlags.Flag flag = flags.flag(i);
            if (flag == AlarmFlags.Flag.ON && raised.add(alarm.point())) {
                board.raise(device, alarm.point(), alarm.severity(), text(alarm));
            } else if (flag == AlarmFlags.Flag.OFF && raised.contains(alarm.point())) {
                clear(alarm.point());
            }
        }
    }

    private void clear(String point) {
        raised.remove(point);
        board.clear(device, point);
    }

    private static String text(DeviceAlarm alarm) {
        return alarm.code().isEmpty() ? alarm.text() : alarm.code() + ": " + alarm.text();
    }
}
