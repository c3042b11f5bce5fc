package io.tieline.control.replay;

/** Where the parts of a value go. */
interface Sink {

    void number(long bits);

    void text(String text);

    /** UTC milliseconds that ages are counted back from. */
    long moment();
}
