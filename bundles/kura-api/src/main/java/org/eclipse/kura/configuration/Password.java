package org.eclipse.kura.configuration;

/** A secret of a configuration. */
public class Password {

    private final char[] secret;

    public Password(String secret) {
        this.secret = secret.toCharArray();
    }

    public Password(char[] secret) {
        this.secret = secret;
    }

    public char[] getPassword() {
        return secret;
    }
}
