package io.tieline.model;

/**
 * Where a protocol puts what it has read from one device.
 *
 * <p>Values that were read in one exchange go between one {@link #begin} and one {@link #commit}; readers see all of
 * them or none. Nothing is allocated. Calls come from one thread at a time.
 */
public interface SampleTarget {

    /**
     * Opens a batch.
     *
     * @param utcMillis when the values were true: the device's time if its clock is trusted, else the middle of request
     *     and response
     */
    void begin(long utcMillis);

    /** A good value. A number that is not finite is taken as {@link Quality#BAD_OUT_OF_RANGE}. */
    void put(int point, double value);

    /** A value with its quality; the number of a bad one is dropped. */
    void put(int point, double value, Quality quality);

    void putText(int point, String text);

    void putBad(int point, Quality why);

    /** Closes the batch: readers see it, listeners are told. */
    void commit();
}
