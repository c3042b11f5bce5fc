package io.tieline.gateway.foundation;

import io.tieline.site.SecretReference;
import io.tieline.site.SecretReference.UnresolvedException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a configuration holds in place of a secret into the secret: {@code ${env:NAME}}, {@code ${file:PATH}}, or a
 * password the Kura console has encrypted. Secrets live in the returned value only; nothing of them is logged.
 */
public final class Secrets {

    /** Undoes the encryption of the Kura console. */
    @FunctionalInterface
    interface Decryption {
        char[] decrypt(char[] encrypted) throws Exception;
    }

    private final @Nullable Decryption decryption;

    public Secrets(@Nullable Decryption decryption) {
        this.decryption = decryption;
    }

    /** All values with their references followed. */
    public Map<String, String> resolve(Map<String, String> options) throws UnresolvedException {
        Map<String, String> resolved = new TreeMap<>();
        for (Map.Entry<String, String> option : options.entrySet()) {
            resolved.put(option.getKey(), resolve(option.getValue()));
        }
        return resolved;
    }

    /** The secret behind a reference; a text that is no reference stays as it is. */
    String resolve(String text) throws UnresolvedException {
        Optional<SecretReference> reference = SecretReference.parse(text);
        return reference.isPresent() ? reference.get().follow() : text;
    }

    /**
     * A password field: encrypted by the Kura console where there is one, else a text or a reference. Two are equal if
     * they say the same: Kura encrypts anew, with other bytes, each time a form is sent. Never printed.
     */
    public static final class Password {
        private final String text;
        private final boolean readable;

        private Password(String text, boolean readable) {
            this.text = text;
            this.readable = readable;
        }

        public boolean isEmpty() {
            return text.isEmpty();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Password password && readable == password.readable && text.equals(password.text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }

        @Override
        public String toString() {
            return "(a password)";
        }
    }

    /** What a password field holds; whether it can be used shows when it is. */
    public Password stored(String field) {
        if (decryption == null || field.isEmpty()) {
            return new Password(field, true);
        }
        try {
            return new Password(new String(decryption.decrypt(field.toCharArray())), true);
        } catch (Exception e) {
            return new Password(field, false);
        }
    }

    /** The password itself. */
    public String password(Password stored) throws UnresolvedException {
        if (!stored.readable) {
            throw new UnresolvedException("a password cannot be decrypted; enter it again in the console");
        }
        return resolve(stored.text);
    }
}
