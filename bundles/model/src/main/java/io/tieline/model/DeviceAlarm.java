package io.tieline.model;

/**
 * An alarm a device can report about itself: the meaning of one of its flag points {@code alarm.WORD}.
 *
 * @param point the flag that is 1 while the alarm stands: {@code alarm.cell_over_voltage}
 * @param code the device's own code or bit, verbatim: {@code 104.15}, {@code upsAlarmOutputOverload}
 * @param text the device's own words
 */
public record DeviceAlarm(String point, Severity severity, String code, String text) {

    /** What flag points of alarms begin with. */
    public static final String PREFIX = "alarm.";
}
