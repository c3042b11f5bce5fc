package io.tieline.journal;

/** Something could not be brought to disk. */
public final class JournalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JournalException(String what) {
        super(what);
    }
}
