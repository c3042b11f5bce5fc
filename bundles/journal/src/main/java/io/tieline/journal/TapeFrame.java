package io.tieline.journal;

/**
 * One piece of the tape: what one decision was made from. The journal does not look into it.
 *
 * @param utcMillis site time
 * @param key whether it can be read without those before it
 * @param bytes its content; not to be changed any more
 */
@SuppressWarnings("ArrayRecordComponent") // handed through, never compared
public record TapeFrame(long utcMillis, boolean key, byte[] bytes) {}
