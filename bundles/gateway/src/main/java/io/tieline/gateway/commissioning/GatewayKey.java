package io.tieline.gateway.commissioning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** The gateway's own key, with which it signs what it has measured; made when it is first needed. */
final class GatewayKey {

    private static final String PRIVATE = "gateway-key";
    private static final String PUBLIC = "gateway-key.pub";

    private GatewayKey() {}

    /**
     * The key in a folder.
     *
     * @throws IOException if it can be neither read nor made; a damaged one is never replaced silently
     */
    static KeyPair in(Path folder) throws IOException {
        try {
            return Files.exists(folder.resolve(PRIVATE)) ? read(folder) : make(folder);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(
                    "the gateway's key in " + folder + " is damaged: restore it, or remove it to get a new one", e);
        }
    }

    private static KeyPair read(Path folder) throws IOException, GeneralSecurityException {
        KeyFactory keys = KeyFactory.getInstance("Ed25519");
        return new KeyPair(
                keys.generatePublic(new X509EncodedKeySpec(decoded(folder.resolve(PUBLIC)))),
                keys.generatePrivate(new PKCS8EncodedKeySpec(decoded(folder.resolve(PRIVATE)))));
    }

    private static byte[] decoded(Path file) throws IOException {
        return Base64.getDecoder().decode(Files.readString(file).strip());
    }

    private static KeyPair make(Path folder) throws IOException, GeneralSecurityException {
        Files.createDirectories(folder);
        KeyPair key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Files.writeString(
                folder.resolve(PUBLIC),
                Base64.getEncoder().encodeToString(key.getPublic().getEncoded()));
        boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Path file = folder.resolve(PRIVATE);
        // The rights are given at creation: there is no moment at which others could read it.
        Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)
                .close();
        Files.write(
                file,
                List.of(Base64.getEncoder().encodeToString(key.getPrivate().getEncoded())));
        return key;
    }
}
