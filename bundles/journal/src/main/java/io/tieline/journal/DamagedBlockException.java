package io.tieline.journal;

/** A block on disk that is not what was written. */
final class DamagedBlockException extends Exception {

    private static final long serialVersionUID = 1L;

    DamagedBlockException(String how) {
        super(how);
    }
}
