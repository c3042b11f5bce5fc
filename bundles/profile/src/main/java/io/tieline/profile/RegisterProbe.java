package io.tieline.profile;

import java.util.regex.Pattern;

/**
 * A register that tells families apart.
 *
 * @param place what to read
 * @param is must be found in its text; a number is compared as its decimal digits
 */
public record RegisterProbe(ModbusPlan.Place place, Pattern is) {}
