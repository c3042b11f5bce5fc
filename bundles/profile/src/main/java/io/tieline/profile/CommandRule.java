package io.tieline.profile;

/** How a canonical command is written: one kind of rule per wire protocol. */
public sealed interface CommandRule permits ModbusPlan.Write, SnmpPlan.Write, OpcUaPlan.Write {}
