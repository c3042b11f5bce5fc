package io.tieline.document;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Why a file cannot be read, in words that follow its name; nothing of what is in it.
 *
 * @param why {@code does not exist}
 * @param remedy what to do about it
 */
public record ReadFailure(String why, String remedy) {

    public static ReadFailure of(Path path, IOException failure) {
        if (Files.isDirectory(path)) {
            return new ReadFailure("is a folder", "name the file in it");
        }
        if (failure instanceof NoSuchFileException) {
            return new ReadFailure("does not exist", "check the path");
        }
        if (failure instanceof AccessDeniedException) {
            String user = System.getProperty("user.name");
            return new ReadFailure("is not readable by user " + user, "let " + user + " read it, and its folders");
        }
        if (failure instanceof CharacterCodingException) {
            return new ReadFailure("is not UTF-8 text", "save it as UTF-8");
        }
        return new ReadFailure("cannot be read: " + failure.getMessage(), "check the path and the disk");
    }
}
