package io.tieline.console;

/**
 * Someone who may log in.
 *
 * @param passwordHash as {@link PasswordHash#encoded()} writes it; never the password
 */
public record ConsoleUser(String name, String passwordHash, Role role) {

    public ConsoleUser {
        if (name.isBlank() || name.chars().anyMatch(c -> c <= ' ' || c == ':')) {
            throw new IllegalArgumentException(
                    "user name \"" + name + "\": must not be empty nor contain blanks or colons");
        }
        PasswordHash.parse(passwordHash);
    }

    /** Keeps the hash out of logs. */
    @Override
    public String toString() {
        return name + " (" + role + ")";
    }
}
