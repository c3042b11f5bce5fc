package io.tieline.tariff.terms;

/**
 * What one demand charge asks of a window in which it counts; in the charge's unit, kW or kVA.
 *
 * @param component its id
 * @param freeLevel a mean up to this changes nothing in the running period: it is paid for already, or billed in any case. A
 *     charge with a memory remembers it for longer then
 * @param marginalPrice what a unit above it costs, over all the periods it will be billed in
 * @param freeUntil when the free level falls if nothing is drawn any more, in epoch seconds; {@link Long#MAX_VALUE}: never
 * @param cap agreed power; infinite: none
 */
public record DemandTerm(String component, double freeLevel, double marginalPrice, long freeUntil, double cap) {}
