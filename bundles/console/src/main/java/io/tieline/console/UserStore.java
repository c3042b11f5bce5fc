package io.tieline.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The users kept in the data directory, one per line: {@code name role hash}. Made at the first start with one operator
 * {@code admin}.
 *
 * @param users who may log in
 * @param firstPassword the file with the password of {@code admin} if it was made just now; gone after the next start
 */
public record UserStore(List<ConsoleUser> users, Optional<Path> firstPassword) {

    private static final String FILE = "console-users";
    private static final String FIRST_PASSWORD = "first-password";
    private static final String FIRST_USER = "admin";

    /**
     * The users of a data directory; makes the file if there is none.
     *
     * @throws IOException if it cannot be read or written, or is not understood; the message says what to do
     */
    public static UserStore open(Path dataDirectory) throws IOException {
        Path file = dataDirectory.resolve(FILE);
        Path first = dataDirectory.resolve(FIRST_PASSWORD);
        if (Files.exists(file)) {
            Files.deleteIfExists(first);
            return new UserStore(read(file), Optional.empty());
        }
        String password = PasswordHash.generatePassword();
        ConsoleUser admin =
                new ConsoleUser(FIRST_USER, PasswordHash.of(password).encoded(), Role.OPERATOR);
        PrivateFile.write(first, password + "\n");
        PrivateFile.write(file, line(admin));
        return new UserStore(List.of(admin), Optional.of(first));
    }

    private static List<ConsoleUser> read(Path file) throws IOException {
        List<ConsoleUser> users = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                users.add(parse(line, file + ":" + (i + 1)));
            }
        }
        return users;
    }

    private static ConsoleUser parse(String line, String where) throws IOException {
        String[] words = line.split("\\s+", -1);
        try {
            if (words.length == 3) {
                return new ConsoleUser(words[0], words[2], Role.valueOf(words[1].toUpperCase(Locale.ROOT)));
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(where + ": " + e.getMessage(), e);
        }
        throw new IOException(where + ": expected \"name role hash\"; delete the file to start with a new " + FIRST_USER
                + " password");
    }

    private static String line(ConsoleUser user) {
        return user.name() + " " + user.role().name().toLowerCase(Locale.ROOT) + " " + user.passwordHash() + "\n";
    }
}
