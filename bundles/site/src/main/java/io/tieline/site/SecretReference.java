package io.tieline.site;

import io.tieline.document.ReadFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in a file in place of a secret: {@code ${env:NAME}} or {@code ${file:PATH}}. The secret lives in what {@link
 * #follow} returns and nowhere else.
 */
public record SecretReference(Kind kind, String name) {

    /** Where the secret is. */
    public enum Kind {
        /** A variable of the environment. */
        ENV,
        /** A file, blanks around its text not counted. */
        FILE
    }

    private static final Pattern FORM = Pattern.compile("\\$\\{(env|file):([^}]+)}");

    /** The reference could not be followed; the message names it, never a secret, and says what to do. */
    public static final class UnresolvedException extends Exception {
        private static final long serialVersionUID = 1L;

        public UnresolvedException(String message) {
            super(message);
        }
    }

    /** Empty if the text is the value itself. */
    public static Optional<SecretReference> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        new SecretReference(matcher.group(1).equals("env") ? Kind.ENV : Kind.FILE, matcher.group(2)))
                : Optional.empty();
    }

    /** The secret. */
    public String follow() throws UnresolvedException {
        return switch (kind) {
            case ENV ->
                Optional.ofNullable(System.getenv(name))
                        .orElseThrow(() -> new UnresolvedException("the environment variable " + name
                                + " is not set; set it where the gateway is started"));
            case FILE -> file();
        };
    }

    private String file() throws UnresolvedException {
        try {
            return Files.readString(Path.of(name)).strip();
        } catch (IOException e) {
            throw new UnresolvedException("the secret file " + name + " "
                    + ReadFailure.of(Path.of(name), e).why() + "; create it readable by the gateway's user only");
        } catch (InvalidPathException e) {
            throw new UnresolvedException("the secret file " + name + " has an impossible name; correct it");
        }
    }
}
