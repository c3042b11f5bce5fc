package org.eclipse.kura;

import java.util.Arrays;

/** The unchecked error of Kura. */
public class KuraRuntimeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final KuraErrorCode code;

    public KuraRuntimeException(KuraErrorCode code, Object... arguments) {
        super(code.name() + " " + Arrays.toString(arguments));
        this.code = code;
    }

    public KuraErrorCode getCode() {
        return code;
    }
}
