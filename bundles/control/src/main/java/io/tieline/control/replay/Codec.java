package io.tieline.control.replay;

/** Takes a value apart and puts it together again, to the bit. */
interface Codec {

    void write(Object value, Sink out);

    Object read(Source in);
}
