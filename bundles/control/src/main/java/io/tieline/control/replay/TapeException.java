package io.tieline.control.replay;

/** A recorded decision that cannot be read; says why and what to do. */
public final class TapeException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TapeException(String message) {
        super(message);
    }
}
