package io.tieline.profile;

/** What is read from a device: one kind of plan per wire protocol. */
public sealed interface Plan permits ModbusPlan, SnmpPlan, OpcUaPlan {}
