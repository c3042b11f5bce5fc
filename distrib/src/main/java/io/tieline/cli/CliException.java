package io.tieline.cli;

/** Something the user can understand and act on; the message says what and how. */
final class CliException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CliException(String message) {
        super(message);
    }
}
