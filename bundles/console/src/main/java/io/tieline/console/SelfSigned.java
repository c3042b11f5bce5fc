package io.tieline.console;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;

/**
 * A self-signed X.509 v3 server certificate (RFC 5280) over an EC key, in DER. The JDK reads certificates but cannot make
 * them; this is the little that is needed.
 */
final class SelfSigned {

    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int UTF8_STRING = 0x0c;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int UTC_TIME = 0x17;
    private static final byte[] TRUE = {0x01, 0x01, (byte) 0xff};

    private static final byte[] ECDSA_WITH_SHA256 = oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02);
    private static final byte[] COMMON_NAME = oid(0x55, 0x04, 0x03);
    private static final byte[] KEY_USAGE = oid(0x55, 0x1d, 0x0f);
    private static final byte[] SUBJECT_ALT_NAME = oid(0x55, 0x1d, 0x11);
    private static final byte[] BASIC_CONSTRAINTS = oid(0x55, 0x1d, 0x13);
    private static final byte[] EXTENDED_KEY_USAGE = oid(0x55, 0x1d, 0x25);
    private static final byte[] SERVER_AUTH = oid(0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x01);

    /** RFC 5280 4.1.2.5: UTCTime through the year 2049. */
    private static final Instant FIRST_GENERALIZED = Instant.parse("2050-01-01T00:00:00Z");

    private SelfSigned() {}

    /**
     * The certificate in DER.
     *
     * @param hosts names and IP addresses the server is reached by
     */
    static byte[] certificate(KeyPair key, String commonName, List<String> hosts, Instant from, Instant until)
            throws GeneralSecurityException {
        byte[] serial = new byte[16];
        new SecureRandom().nextBytes(serial);
        byte[] algorithm = der(SEQUENCE, ECDSA_WITH_SHA256);
        byte[] name = der(
                SEQUENCE,
                der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8_STRING, commonName.getBytes(StandardCharsets.UTF_8)))));
        byte[] content = der(
                SEQUENCE,
                der(0xa0, integer(BigInteger.TWO)),
                integer(new BigInteger(1, serial).max(BigInteger.ONE)),
                algorithm,
                name,
                der(SEQUENCE, time(from), time(until)),
                name,
                key.getPublic().getEncoded(),
                extensions(hosts));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key.getPrivate());
        signature.update(content);
        return der(SEQUENCE, content, algorithm, bits(0, signature.sign()));
    }

    private static byte[] extensions(List<String> hosts) {
        byte[] names = der(SEQUENCE, hosts.stream().map(SelfSigned::generalName).toArray(byte[][]::new));
        // digitalSignature is bit 0 of the string, so seven bits are unused.
        byte[] usage = bits(7, new byte[] {(byte) 0x80});
        return der(
                0xa3,
                der(
                        SEQUENCE,
                        der(SEQUENCE, BASIC_CONSTRAINTS, TRUE, der(OCTET_STRING, der(SEQUENCE))),
                        der(SEQUENCE, KEY_USAGE, TRUE, der(OCTET_STRING, usage)),
                        der(SEQUENCE, EXTENDED_KEY_USAGE, der(OCTET_STRING, der(SEQUENCE, SERVER_AUTH))),
                        der(SEQUENCE, SUBJECT_ALT_NAME, der(OCTET_STRING, names))));
    }

    private static byte[] generalName(String host) {
        if (isAddress(host)) {
            try {
                return der(0x87, InetAddress.getByName(host).getAddress());
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("not an address: " + host, e);
            }
        }
        return der(0x82, host.getBytes(StandardCharsets.US_ASCII));
    }

    /** A literal, so that nothing is looked up. */
    private static boolean isAddress(String host) {
        return host.contains(":") || host.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    }

    private static byte[] time(Instant at) {
        boolean utc = at.isBefore(FIRST_GENERALIZED);
        String text = DateTimeFormatter.ofPattern(utc ? "yyMMddHHmmss'Z'" : "yyyyMMddHHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(at);
        return der(utc ? UTC_TIME : GENERALIZED_TIME, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] integer(BigInteger value) {
        return der(INTEGER, value.toByteArray());
    }

    private static byte[] bits(int unused, byte[] bytes) {
        return der(BIT_STRING, new byte[] {(byte) unused}, bytes);
    }

    private static byte[] oid(int... bytes) {
        byte[] encoded = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            encoded[i] = (byte) bytes[i];
        }
        return der(0x06, encoded);
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        if (length < 0x80) {
            out.write(length);
        } else {
            byte[] digits = BigInteger.valueOf(length).toByteArray();
            int skip = digits[0] == 0 ? 1 : 0;
            out.write(0x80 | (digits.length - skip));
            out.write(digits, skip, digits.length - skip);
        }
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
