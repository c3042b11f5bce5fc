package io.tieline.modbus.transport;

import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whom to trust and who we are. Files are PEM, or PKCS#12 (then the password opens them).
 *
 * @param ca who signs the certificates of the devices; empty: the authorities the Java runtime knows
 * @param certificate our own, with its chain; empty: we show none
 * @param key the private key to it; empty where it is in the same PKCS#12 file
 * @param password of the key, or of the PKCS#12 files
 * @param name what the device's certificate is for, if not for the host in its address
 */
record TlsOptions(
        Optional<Path> ca,
        Optional<Path> certificate,
        Optional<Path> key,
        Optional<String> password,
        Optional<String> name) {

    static final String CA = "tls.ca";
    static final String CERTIFICATE = "tls.certificate";
    static final String KEY = "tls.key";
    static final String PASSWORD = "tls.password";
    static final String NAME = "tls.name";

    private static final String PREFIX = "tls.";
    static final Set<String> KNOWN = Set.of(CA, CERTIFICATE, KEY, PASSWORD, NAME);

    static TlsOptions of(Map<String, String> options) throws DeviceException {
        for (String option : options.keySet()) {
            if (option.startsWith(PREFIX) && !KNOWN.contains(option)) {
                throw wrong("there is no option " + option + ", only tls.ca, tls.certificate, tls.key, tls.password"
                        + " and tls.name");
            }
        }
        if (options.containsKey(KEY) && !options.containsKey(CERTIFICATE)) {
            throw wrong("the option tls.key needs tls.certificate beside it");
        }
        return new TlsOptions(
                path(options, CA),
                path(options, CERTIFICATE),
                path(options, KEY),
                Optional.ofNullable(options.get(PASSWORD)),
                Optional.ofNullable(options.get(NAME)));
    }

    private static Optional<Path> path(Map<String, String> options, String option) throws DeviceException {
        String text = options.get(option);
        try {
            return text == null ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            throw wrong("the option " + option + " is no file name: " + e.getMessage());
        }
    }

    private static DeviceException wrong(String text) {
        return new DeviceException(new DeviceFault(DeviceFault.Kind.UNRECOGNISED, text));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "TLS with " + certificate.map(Path::toString).orElse("no certificate");
    }
}
