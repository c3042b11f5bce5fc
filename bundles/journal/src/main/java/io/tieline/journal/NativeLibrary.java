package io.tieline.journal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteJDBCLoader;

/**
 * Loads SQLite from beside the data, since temporary folders are often mounted noexec.
 *
 * <p>sqlite-jdbc is told where by a system property; it is put back at once, because it would reach the SQLite of other
 * bundles in the same JVM.
 */
final class NativeLibrary {

    private static final String DIRECTORY = "org.sqlite.tmpdir";
    private static boolean loaded;

    private NativeLibrary() {}

    static synchronized void load(Path dataDirectory) throws IOException, SQLException {
        if (loaded) {
            return;
        }
        Path directory = Files.createDirectories(dataDirectory.resolve("native"));
        deleteLeftovers(directory);
        @Nullable String before = System.getProperty(DIRECTORY);
        System.setProperty(DIRECTORY, directory.toString());
        try {
            SQLiteJDBCLoader.initialize();
            loaded = true;
        } catch (SQLException | IOException e) {
            throw e;
        } catch (Exception e) {
            throw new SQLException(e.getMessage(), e);
        } finally {
            if (before == null) {
                System.clearProperty(DIRECTORY);
            } else {
                System.setProperty(DIRECTORY, before);
            }
        }
    }

    /** What a killed process left; one that still runs keeps what it has mapped. */
    private static void deleteLeftovers(Path directory) throws IOException {
        try (DirectoryStream<Path> old = Files.newDirectoryStream(directory, "sqlite-*")) {
            for (Path file : old) {
                Files.deleteIfExists(file);
            }
        }
    }
}
