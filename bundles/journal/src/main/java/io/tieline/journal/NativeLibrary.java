package io.tieline.journal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
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
        @Nullable String before = System.getProperty(DIRECTORY);
        prepare(dataDirectory.resolve("native"));
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

    /** A directory that cannot be written is one that is only to be read: the temporary folder has to do then. */
    private static void prepare(Path directory) throws IOException {
        try {
            Files.createDirectories(directory);
            deleteLeftovers(directory);
            if (Files.isWritable(directory)) {
                System.setProperty(DIRECTORY, directory.toString());
            }
        } catch (FileSystemException e) {
            if (Files.isWritable(directory)) {
                throw e;
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
