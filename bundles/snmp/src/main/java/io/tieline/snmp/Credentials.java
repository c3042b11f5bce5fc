package io.tieline.snmp;

import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceTarget;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snmp4j.AbstractTarget;
import org.snmp4j.CommunityTarget;
import org.snmp4j.UserTarget;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.AuthHMAC128SHA224;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.AuthHMAC256SHA384;
import org.snmp4j.security.AuthHMAC384SHA512;
import org.snmp4j.security.AuthMD5;
import org.snmp4j.security.AuthSHA;
import org.snmp4j.security.PrivAES128;
import org.snmp4j.security.PrivAES192;
import org.snmp4j.security.PrivAES256;
import org.snmp4j.security.PrivDES;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;

/**
 * Where an agent is and how we prove who we are, from the options of a device.
 *
 * @param user the v3 user; null for v1 and v2c
 */
record Credentials(AbstractTarget<UdpAddress> address, @Nullable UsmUser user) {

    private static final Set<String> KNOWN =
            Set.of("version", "community", "user", "auth", "authSecret", "priv", "privSecret");
    private static final int PORT = 161;
    private static final int LEAST_SECRET = 8;

    private static final Map<String, OID> AUTHENTICATION = Map.of(
            "md5", AuthMD5.ID,
            "sha", AuthSHA.ID,
            "sha224", AuthHMAC128SHA224.ID,
            "sha256", AuthHMAC192SHA256.ID,
            "sha384", AuthHMAC256SHA384.ID,
            "sha512", AuthHMAC384SHA512.ID);
    private static final Map<String, OID> PRIVACY = Map.of(
            "des", PrivDES.ID,
            "aes", PrivAES128.ID,
            "aes128", PrivAES128.ID,
            "aes192", PrivAES192.ID,
            "aes256", PrivAES256.ID);

    /** Resolves the host's name, so it may take a while. */
    static Credentials of(DeviceTarget device) throws DeviceException {
        Map<String, String> options = device.options();
        for (String key : options.keySet()) {
            if (!KNOWN.contains(key)) {
                throw wrong("unknown option " + key + "; use one of " + String.join(", ", sorted(KNOWN)));
            }
        }
        String version = options.getOrDefault("version", options.containsKey("user") ? "3" : "2c");
        Credentials credentials =
                switch (version.startsWith("v") ? version.substring(1) : version) {
                    case "1" -> community(options, SnmpConstants.version1);
                    case "2c", "2" -> community(options, SnmpConstants.version2c);
                    case "3" -> user(options);
                    default -> throw wrong("unknown version " + version + "; use 1, 2c or 3");
                };
        credentials.address.setAddress(address(device));
        credentials.address.setTimeout(Math.max(1, device.timeout().toMillis()));
        credentials.address.setRetries(1);
        return credentials;
    }

    private static UdpAddress address(DeviceTarget device) throws DeviceException {
        String host = device.uri().getHost();
        if (host == null) {
            throw wrong("the address has no host; write snmp://HOST:PORT");
        }
        try {
            int port = device.uri().getPort() < 0 ? PORT : device.uri().getPort();
            return new UdpAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw new DeviceException(new DeviceFault(
                    DeviceFault.Kind.NO_CONNECTION, "unknown host " + host + "; check the name or use the address"));
        }
    }

    private static Credentials community(Map<String, String> options, int version) {
        CommunityTarget<UdpAddress> target = new CommunityTarget<>();
        target.setCommunity(new OctetString(options.getOrDefault("community", "public")));
        target.setVersion(version);
        return new Credentials(target, null);
    }

    private static Credentials user(Map<String, String> options) throws DeviceException {
        String name = options.getOrDefault("user", "");
        if (name.isEmpty()) {
            throw wrong("version 3 needs a user; add the option user");
        }
        Optional<OID> auth = protocol(options, "auth", AUTHENTICATION);
        Optional<OID> priv = protocol(options, "priv", PRIVACY);
        if (priv.isPresent() && auth.isEmpty()) {
            throw wrong("privacy needs authentication; add auth and authSecret");
        }
        OctetString secret = auth.isPresent() ? secret(options, "authSecret") : null;
        OctetString key = priv.isPresent() ? secret(options, "privSecret") : null;
        OctetString securityName = new OctetString(name);
        UserTarget<UdpAddress> target = new UserTarget<>();
        target.setVersion(SnmpConstants.version3);
        target.setSecurityName(securityName);
        target.setSecurityLevel(
                priv.isPresent()
                        ? SecurityLevel.AUTH_PRIV
                        : auth.isPresent() ? SecurityLevel.AUTH_NOPRIV : SecurityLevel.NOAUTH_NOPRIV);
        return new Credentials(target, new UsmUser(securityName, auth.orElse(null), secret, priv.orElse(null), key));
    }

    private static Optional<OID> protocol(Map<String, String> options, String key, Map<String, OID> known)
            throws DeviceException {
        String word = options.get(key);
        String secret = options.get(key + "Secret");
        if (word == null && secret == null) {
            return Optional.empty();
        }
        // A secret alone takes what RFC 7860 and RFC 3826 recommend.
        String wanted = word == null ? (key.equals("auth") ? "sha256" : "aes") : word;
        OID oid = known.get(wanted.toLowerCase(Locale.ROOT).replace("-", "").replace("_", ""));
        if (oid == null) {
            throw wrong("unknown " + key + " " + wanted + "; use one of " + String.join(", ", sorted(known.keySet())));
        }
        return Optional.of(oid);
    }

    private static OctetString secret(Map<String, String> options, String key) throws DeviceException {
        String secret = options.getOrDefault(key, "");
        // RFC 3414 section 11.2.
        if (secret.length() < LEAST_SECRET) {
            throw wrong(key + " is missing or shorter than " + LEAST_SECRET + " characters; set a longer one");
        }
        return new OctetString(secret);
    }

    private static Set<String> sorted(Set<String> words) {
        return new java.util.TreeSet<>(words);
    }

    private static DeviceException wrong(String text) {
        return new DeviceException(new DeviceFault(DeviceFault.Kind.REFUSED, text));
    }
}
