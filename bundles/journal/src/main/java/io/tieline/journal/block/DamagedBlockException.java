package io.tieline.journal.block;

/** A block on disk that is not what was written. */
public final class DamagedBlockException extends Exception {

    private static final long serialVersionUID = 1L;

    public DamagedBlockException(String how) {
        super(how);
    }
}
