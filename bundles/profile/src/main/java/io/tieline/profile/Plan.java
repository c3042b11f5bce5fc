package io.tieline.profile;

import java.util.Set;

/** What is read from a device: one kind of plan per wire protocol. */
public sealed interface Plan permits ModbusPlan, SnmpPlan, OpcUaPlan {

    /** The names a profile that extends this one may drop: points, alarms, commands of repeated blocks. */
    Set<String> names();
}
