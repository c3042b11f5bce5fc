package io.tieline.control.replay;

/**
 * A decision's inputs as bytes.
 *
 * @param key it can be read without those before it
 */
@SuppressWarnings("ArrayRecordComponent") // handed through, never compared
public record Frame(boolean key, byte[] bytes) {}
