package io.tieline.update;

/** A package is not installed. The message says why and what to do. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why, for machines. */
    public enum Reason {
        NOT_READABLE,
        TRUNCATED,
        WRONG_SIGNATURE,
        OLDER,
        WRONG_HASH,
        UNEXPECTED_FILE,
        OTHER_PRODUCT,
        BUSY
    }

    private final Reason reason;

    RefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
