package io.tieline.launcher.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks up what a password refers to, so that the configuration file need not hold it.
 *
 * @param environment value of a variable, null if it is not set
 * @param folder what relative paths start from
 */
record Secrets(UnaryOperator<@Nullable String> environment, Path folder) {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]+)}");

    /**
     * The password itself; a text that is no reference stands for itself.
     *
     * @throws IOException if there is nothing at the reference; the message never shows a value
     */
    String resolve(String text) throws IOException {
        Matcher reference = REFERENCE.matcher(text);
        if (!reference.matches()) {
            return text;
        }
        String name = reference.group(2);
        if (reference.group(1).equals("env")) {
            String value = environment.apply(name);
            if (value == null) {
                throw new IOException("the environment variable " + name + " is not set");
            }
            return value;
        }
        try {
            return Files.readString(folder.resolve(name)).stripTrailing();
        } catch (IOException e) {
            throw new IOException("the file " + folder.resolve(name) + " cannot be read", e);
        }
    }
}
