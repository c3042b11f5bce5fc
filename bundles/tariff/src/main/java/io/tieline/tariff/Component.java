package io.tieline.tariff;

/** One item of a tariff. A bill is the sum of its components. */
public sealed interface Component permits DemandCharge, EnergyCharge, FixedCharge {

    /** Unique in its tariff. */
    String id();

    /** What stands on the bill. */
    String title();

    Span span();
}
