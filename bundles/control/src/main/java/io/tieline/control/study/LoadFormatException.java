package io.tieline.control.study;

/** A text that is no recorded load; the message names the line and what was expected there. */
public final class LoadFormatException extends Exception {

    private static final long serialVersionUID = 1L;

    LoadFormatException(int line, String message) {
        super("line " + line + ": " + message);
    }
}
