package io.tieline.snmp;

import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceTarget;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
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
import org.snmp4j.security.SecretOctetString;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;

/**
 * Where an agent is and how we prove who we are, from the options of a device.
 *
 * @param user the v3 user; null for v1 and v2c
 * @param trapCommunity what its traps of v1 and v2c say
 * @param weak the weak algorithms the options allow and use
 */
record Credentials(
        AbstractTarget<UdpAddress> address, @Nullable UsmUser user, OctetString trapCommunity, List<String> weak) {

    /** The options there are. */
    static final Set<String> KNOWN =
            Set.of("version", "community", "trapCommunity", "user", "auth", "authSecret", "priv", "privSecret", "weak");

    private static final int PORT = 161;
    private static final int LEAST_SECRET = 8;
    /** Each exchange is tried twice within its time; an answer to the first try counts after the second, too. */
    private static final int TRIES = 2;

    /** Broken since long (RFC 6151, RFC 8429), but all that some cards have: only for who asks for it by name. */
    private static final Set<String> WEAK = Set.of("md5", "des");

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
        credentials.address.setTimeout(Math.max(1, device.timeout().toMillis() / TRIES));
        credentials.address.setRetries(TRIES - 1);
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
        OctetString community = new OctetString(options.getOrDefault("community", "public"));
        CommunityTarget<UdpAddress> target = new CommunityTarget<>();
        target.setCommunity(community);
        target.setVersion(version);
        String traps = options.get("trapCommunity");
        return new Credentials(target, null, traps == null ? community : new OctetString(traps), List.of());
    }

    private static Credentials user(Map<String, String> options) throws DeviceException {
        String name = options.getOrDefault("user", "");
        if (name.isEmpty()) {
            throw wrong("version 3 needs a user; add the option user");
        }
        Optional<Algorithm> auth = algorithm(options, "auth", AUTHENTICATION);
        Optional<Algorithm> priv = algorithm(options, "priv", PRIVACY);
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
        List<String> weak = Stream.of(auth, priv)
                .flatMap(Optional::stream)
                .filter(Algorithm::isWeak)
                .map(Algorithm::word)
                .toList();
        if (!weak.isEmpty() && !options.getOrDefault("weak", "").equals("allow")) {
            throw wrong(String.join(" and ", weak)
                    + " can be broken; use sha256 and aes, or add weak: allow if the device has nothing else");
        }
        UsmUser known = new UsmUser(
                securityName,
                auth.map(Algorithm::id).orElse(null),
                secret,
                priv.map(Algorithm::id).orElse(null),
                key);
        return new Credentials(target, known, new OctetString(), weak);
    }

    private record Algorithm(String word, OID id) {

        boolean isWeak() {
            return WEAK.contains(word);
        }
    }

    private static Optional<Algorithm> algorithm(Map<String, String> options, String key, Map<String, OID> known)
            throws DeviceException {
        String word = options.get(key);
        String secret = options.get(key + "Secret");
        if (word == null && secret == null) {
            return Optional.empty();
        }
        // A secret alone takes what RFC 7860 and RFC 3826 recommend.
        String wanted = word == null ? (key.equals("auth") ? "sha256" : "aes") : word;
        String plain = wanted.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
        OID oid = known.get(plain);
        if (oid == null) {
            throw wrong("unknown " + key + " " + wanted + "; use one of " + String.join(", ", sorted(known.keySet())));
        }
        return Optional.of(new Algorithm(plain, oid));
    }

    private static OctetString secret(Map<String, String> options, String key) throws DeviceException {
        String secret = options.getOrDefault(key, "");
        // RFC 3414 section 11.2.
        if (secret.length() < LEAST_SECRET) {
            throw wrong(key + " is missing or shorter than " + LEAST_SECRET + " characters; set a longer one");
        }
        return new SecretOctetString(new OctetString(secret).getValue());
    }

    boolean isPrivate() {
        return address.getSecurityLevel() == SecurityLevel.AUTH_PRIV;
    }

    /** Who its traps come from. */
    Notifications.Sender sender() {
        boolean secure = user != null;
        return new Notifications.Sender(
                address.getAddress().getInetAddress(),
                secure ? address.getSecurityName() : trapCommunity,
                address.getSecurityModel(),
                address.getSecurityLevel());
    }

    /** Without what proves who we are. */
    @Override
    public String toString() {
        return address.getAddress().toString();
    }

    private static Set<String> sorted(Set<String> words) {
        return new TreeSet<>(words);
    }

    private static DeviceException wrong(String text) {
        return new DeviceException(new DeviceFault(DeviceFault.Kind.REFUSED, text));
    }
}
