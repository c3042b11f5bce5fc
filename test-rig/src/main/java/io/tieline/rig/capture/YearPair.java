package io.tieline.rig.capture;

/**
 * A site in two consecutive years under a tariff with an annual peak: the second is what counts, the first is what was
 * known.
 *
 * @param capture share of the possible reduction of the second year's peak
 * @param selfMade 1 if the second year's peak is higher than without battery
 */
record YearPair(String site, int year, double capture, int selfMade, long reserveMinutes, long limitMinutes) {}
