package io.tieline.site;

/**
 * A reference to a secret where it is written, once for all devices of a range.
 *
 * @param line 1 for the first
 * @param column 1 for the first
 */
public record WrittenSecret(SecretReference reference, String file, int line, int column) {}
