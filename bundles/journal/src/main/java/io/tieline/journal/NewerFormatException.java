package io.tieline.journal;

import java.sql.SQLException;

/** A database that this version does not understand; says what to do. */
final class NewerFormatException extends SQLException {

    private static final long serialVersionUID = 1L;

    NewerFormatException(String what) {
        super(what);
    }
}
