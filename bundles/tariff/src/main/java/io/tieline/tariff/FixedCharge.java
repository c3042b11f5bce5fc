package io.tieline.tariff;

/** An amount per period, whatever was drawn. */
public record FixedCharge(String id, String title, Span span, Prices prices) implements Component {}
