package io.tieline.update.release;

/** A release is not taken; nothing that runs was touched. The message says why and what to do. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why, for machines. */
    public enum Reason {
        /** It is no release, or one of another format. */
        NOT_READABLE,
        /** A part of it is missing: a download that was cut, a copy that was interrupted. */
        INCOMPLETE,
        /** Nobody we know has signed it. */
        UNKNOWN_KEY,
        /** Signed by a key we know, but not this manifest. */
        WRONG_SIGNATURE,
        /** The site wants a second signature, and it is not there. */
        NOT_APPROVED,
        /** A file is not what was signed. */
        ALTERED,
        /** It holds a file nobody has signed. */
        UNEXPECTED_FILE,
        /** A name that leads out of the release. */
        PATH_OUTSIDE,
        OTHER_PRODUCT,
        /** Made for another kind of gateway, for instance another major version of Kura. */
        OTHER_PLATFORM,
        /** Not newer than what was confirmed here before. */
        OLDER,
        /** What runs here is too old to be updated in one step. */
        STEP_TOO_LARGE,
        NO_SPACE,
        /** It brings a bundle the host has already. */
        DUPLICATE_BUNDLE,
        /** It cannot run here: a bundle of it would not resolve, a migration cannot be applied. */
        CANNOT_RUN,
        /** It was taken back here before; only a person tries it again. */
        FAILED_BEFORE,
        /** Another update is under way. */
        BUSY
    }

    private final Reason reason;

    public RefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
