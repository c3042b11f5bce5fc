package io.tieline.snmp;

import io.tieline.profile.SnmpPlan;
import io.tieline.profile.ValueRule;

/** Scales a device publishes beside its numbers. */
final class Scales {

    /** SensorDataScale of RFC 3433 counts in thousands from yocto (1); 9 is the unit itself. */
    private static final int UNITS = 9;

    private Scales() {}

    /** @param by what the other object says */
    static ValueRule apply(SnmpPlan.Scaling.How how, long by, ValueRule rule) {
        return switch (how) {
            case DIGITS -> rule.withDigits((int) by);
            case DIVISOR -> by == 0 ? rule : rule.times(1, by);
            case PREFIX -> rule.withDigits((int) (3 * (UNITS - by)));
            case FACTOR -> by == 0 ? rule : rule.times(by > 0 ? by : 1, by < 0 ? -by : 1);
        };
    }
}
