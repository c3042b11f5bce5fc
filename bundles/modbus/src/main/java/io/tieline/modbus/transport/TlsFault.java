package io.tieline.modbus.transport;

import io.netty.handler.ssl.NotSslRecordException;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceFault.Kind;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says why a TLS connection is refused, by us or by the device, and what to do about it. */
final class TlsFault {

    private TlsFault() {}

    static DeviceFault of(Throwable thrown, Endpoint endpoint) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String reason = reason(cause);
            if (reason != null) {
                return new DeviceFault(Kind.REFUSED, "no TLS with " + endpoint + ": " + reason);
            }
        }
        return thrown instanceof SSLException
                ? new DeviceFault(Kind.REFUSED, "no TLS with " + endpoint + ": " + thrown.getMessage())
                : endpoint.broken(thrown);
    }

    private static @Nullable String reason(Throwable cause) {
        String text = String.valueOf(cause.getMessage());
        if (cause instanceof CertificateExpiredException) {
            return "the device's certificate has expired (" + text + "): renew it on the device";
        }
        if (cause instanceof CertificateNotYetValidException) {
            return "the device's certificate is not valid yet (" + text + "): check the clock of this gateway";
        }
        if (cause instanceof CertPathBuilderException) {
            return "nobody we trust has signed the device's certificate: name its authority's certificate in tls.ca";
        }
        if (cause instanceof CertificateException && text.startsWith("No ")) {
            return "the device's certificate is for another host (" + text
                    + "): use the name in it as address, or give it in tls.name";
        }
        if (cause instanceof NotSslRecordException) {
            return "the device does not speak TLS there: check the port (802), or write modbus:// without TLS";
        }
        if (cause instanceof SSLException && text.contains("fatal alert")) {
            return "the device refuses us (" + text + "): " + remedy(text.toLowerCase(Locale.ROOT));
        }
        return null;
    }

    private static String remedy(String alert) {
        if (alert.contains("certificate_required")) {
            return "give it a client certificate in tls.certificate and tls.key";
        }
        if (alert.contains("unknown_ca") || alert.contains("certificate")) {
            return "let it trust the authority of our tls.certificate, and give a certificate if there is none yet";
        }
        if (alert.contains("access_denied")) {
            return "its access rules do not know our certificate or its role";
        }
        return "give a certificate in tls.certificate and tls.key if it asks for one, and allow TLS 1.2 or 1.3 on it";
    }
}
