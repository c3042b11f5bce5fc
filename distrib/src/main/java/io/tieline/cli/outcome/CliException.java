package io.tieline.cli.outcome;

/** Something the user can understand and act on; the message says what and how. */
public final class CliException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CliException(String message) {
        super(message);
    }
}
