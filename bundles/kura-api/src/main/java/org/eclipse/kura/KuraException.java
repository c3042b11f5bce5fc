package org.eclipse.kura;

import java.util.Arrays;

/** The checked error of every Kura service. */
public class KuraException extends Exception {

    private static final long serialVersionUID = 1L;

    private final KuraErrorCode code;

    public KuraException(KuraErrorCode code) {
        super(code.name());
        this.code = code;
    }

    public KuraException(KuraErrorCode code, Object... arguments) {
        super(code.name() + " " + Arrays.toString(arguments));
        this.code = code;
    }

    public KuraException(KuraErrorCode code, Throwable cause, Object... arguments) {
        super(code.name() + " " + Arrays.toString(arguments), cause);
        this.code = code;
    }

    public static KuraException internalError(String message) {
        return new KuraException(KuraErrorCode.INTERNAL_ERROR, message);
    }

    public KuraErrorCode getCode() {
        return code;
    }
}
