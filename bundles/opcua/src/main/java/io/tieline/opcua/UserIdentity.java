package io.tieline.opcua;

import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import org.eclipse.milo.opcua.sdk.client.identity.AnonymousProvider;
import org.eclipse.milo.opcua.sdk.client.identity.IdentityProvider;
import org.eclipse.milo.opcua.sdk.client.identity.UsernameProvider;
import org.eclipse.milo.opcua.sdk.client.identity.X509IdentityProvider;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;

/** As whom a session is opened: options {@code user} and {@code password}, or {@code user.certificate} and {@code user.key}. */
final class UserIdentity {

    private UserIdentity() {}

    static IdentityProvider of(Map<String, String> options, CertificateValidator server) throws DeviceException {
        String certificate = DeviceOption.USER_CERTIFICATE.in(options);
        if (certificate != null) {
            String key = DeviceOption.USER_KEY.in(options);
            if (key == null) {
                throw wrong("user.key is missing", "name the file with the private key, PKCS 8 in PEM or DER");
            }
            return new X509IdentityProvider(certificate(certificate), key(key));
        }
        String user = DeviceOption.USER.in(options);
        String password = DeviceOption.PASSWORD.in(options);
        return user == null
                ? AnonymousProvider.INSTANCE
                : new UsernameProvider(user, password == null ? "" : password, server);
    }

    private static X509Certificate certificate(String file) throws DeviceException {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (IOException | InvalidPathException | GeneralSecurityException e) {
            throw wrong("user.certificate " + file + " cannot be read: " + e.getMessage(), "give an X.509 certificate");
        }
    }

    private static PrivateKey key(String file) throws DeviceException {
        try {
            byte[] bytes = Files.readAllBytes(Path.of(file));
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            byte[] der = text.startsWith("-----BEGIN PRIVATE KEY-----")
                    ? Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""))
                    : bytes;
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (IOException | IllegalArgumentException | GeneralSecurityException e) {
            // Without the reason: it may quote what is in the file.
            throw wrong("user.key " + file + " cannot be read", "give an unencrypted RSA key, PKCS 8 in PEM or DER");
        }
    }

    private static DeviceException wrong(String what, String remedy) {
        return new DeviceException(new DeviceFault(
                DeviceFault.Kind.REFUSED, "Option " + what + "; " + remedy + " in the site description."));
    }
}
