package io.tieline.control.replay;

/** Where the parts of a value come from, in the order they went to a {@link Sink}. */
interface Source {

    long number();

    String text();

    /** UTC milliseconds that ages are counted back from. */
    long moment();

    /** A count of parts that follow. */
    default int count() {
        long count = number();
        if (count < 0 || count > 10_000_000) {
            throw new TapeException("the record is damaged: a count of " + count);
        }
        return (int) count;
    }
}
