package io.tieline.southbound;

/**
 * What stands on the wire for one point, for people who write profiles.
 *
 * @param where {@code holding 40072-40073 unit 1}, {@code 1.3.6.1.2.1.33.1.2.4.0}, {@code /2:UPS1600/BatteryCharge}
 * @param value undecoded: {@code 0x0001 0x86A0}, {@code INTEGER 87}
 */
public record RawValue(String where, String value) {}
