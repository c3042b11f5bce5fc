package io.tieline.opcua;

import io.tieline.model.AlarmBoard;
import io.tieline.model.Severity;
import io.tieline.model.SiteClock;
import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceTarget;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.eclipse.milo.opcua.stack.core.util.validation.CertificateValidationUtil;

/**
 * Whether the server at the other end is the one it should be (OPC 10000-4, 6.1.3), and if not, why not and what to do
 * about it. What approving could not put right is said first.
 */
final class ServerCheck {

    private static final String UNKNOWN = "opcua.certificate";

    private static final Map<Long, String> REVOKED = Map.of(
            StatusCodes.Bad_CertificateRevoked,
            "was revoked by its issuer",
            StatusCodes.Bad_CertificateIssuerRevoked,
            "comes from an issuer that was revoked",
            StatusCodes.Bad_CertificateIssuerTimeInvalid,
            "comes from an issuer whose own certificate is not valid today",
            StatusCodes.Bad_CertificateRevocationUnknown,
            "comes from an issuer without a revocation list",
            StatusCodes.Bad_CertificateIssuerRevocationUnknown,
            "comes from an issuer without a revocation list");

    private final DeviceTarget target;
    private final Trust trust;
    private final SiteClock clock;
    private final AlarmBoard alarms;

    ServerCheck(DeviceTarget target, Trust trust, SiteClock clock, AlarmBoard alarms) {
        this.target = target;
        this.trust = trust;
        this.clock = clock;
        this.alarms = alarms;
    }

    /** Looks at what the server shows before any session is tried. */
    void check(EndpointDescription endpoint) throws DeviceException {
        List<X509Certificate> chain;
        try {
            chain = CertificateUtil.decodeCertificates(
                    endpoint.getServerCertificate().bytesOrEmpty());
        } catch (UaException e) {
            throw refused("shows a certificate that cannot be read. Make a new one on the device.");
        }
        if (chain.isEmpty()) {
            throw refused("shows no certificate. Make one on the device.");
        }
        checkIdentity(chain.get(0), String.valueOf(endpoint.getServer().getApplicationUri()));
        checkTrust(chain);
        alarms.clear(target.device().id(), UNKNOWN);
    }

    /** For the handshake: nobody else may show up there. */
    CertificateValidator validator() {
        return (chain, applicationUri, hosts) -> {
            try {
                trust.check(chain);
                chain.get(0).checkValidity(Date.from(now()));
            } catch (IOException | CertificateException e) {
                throw new UaException(StatusCodes.Bad_SecurityChecksFailed, e);
            }
        };
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.utcMillis());
    }

    private void checkIdentity(X509Certificate certificate, String applicationUri) throws DeviceException {
        Instant now = now();
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            throw refused("shows a certificate that expired on "
                    + certificate.getNotAfter().toInstant() + "; it is " + now
                    + " here. Renew it on the device, or correct the clock of the gateway.");
        }
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            throw refused("shows a certificate that is valid only from "
                    + certificate.getNotBefore().toInstant() + "; it is " + now
                    + " here. Correct the clock of the gateway, or that of the device and make its certificate anew.");
        }
        String own = CertificateUtil.getSanUri(certificate).orElse("");
        if (!own.equals(applicationUri)) {
            throw refused("calls itself " + applicationUri + ", but its certificate is for "
                    + (own.isEmpty() ? "no application" : own)
                    + ". Somebody else's certificate lies on the device: make one of its own.");
        }
        if (!DeviceOption.HOSTNAME.is("any", target.options())) {
            checkHost(certificate);
        }
    }

    private void checkHost(X509Certificate certificate) throws DeviceException {
        String host = String.valueOf(target.uri().getHost());
        try {
            CertificateValidationUtil.checkHostnameOrIpAddress(certificate, host);
        } catch (UaException e) {
            List<String> names = new ArrayList<>(CertificateUtil.getSanDnsNames(certificate));
            names.addAll(CertificateUtil.getSanIpAddresses(certificate));
            throw refused("shows a certificate for the hosts " + names + ", not for " + host
                    + ". Address it by one of these, make a certificate with its present address on the device, or set"
                    + " option hostname: any.");
        }
    }

    private void checkTrust(List<X509Certificate> chain) throws DeviceException {
        X509Certificate certificate = chain.get(0);
        try {
            trust.check(chain);
        } catch (UaException e) {
            String revoked = REVOKED.get(e.getStatusCode().value());
            if (revoked != null) {
                throw refused("shows a certificate that " + revoked + ". Make a new one on the device.");
            }
            throw undecided(certificate);
        } catch (IOException e) {
            throw refused("cannot be checked: " + e.getMessage() + ". Make " + trust.trusted()
                    + " readable for the gateway, or remove what is broken there.");
        }
    }

    /** The one case people meet with every new device: the alarm says all that is needed to decide. */
    private DeviceException undecided(X509Certificate certificate) {
        try {
            Trust.Waiting server = trust.reject(certificate);
            String text = target + " shows a certificate nobody has decided about: " + server.subject()
                    + ", application " + server.applicationUri() + ", thumbprint " + server.thumbprint()
                    + ". Compare the thumbprint with the one the device itself displays; if it is the same, approve it:"
                    + " mv " + server.file() + " " + trust.trusted() + "/. The next connection then works.";
            if (alarms.standing().stream().noneMatch(alarm -> alarm.text().equals(text))) {
                // It may still stand for another certificate.
                alarms.clear(target.device().id(), UNKNOWN);
                alarms.raise(target.device().id(), UNKNOWN, Severity.MAJOR, text);
            }
            return new DeviceException(new DeviceFault(DeviceFault.Kind.REFUSED, text));
        } catch (IOException e) {
            return refused("shows a certificate nobody has decided about, and it cannot be kept for a decision: "
                    + e.getMessage() + ". Make " + trust.rejected() + " writable for the gateway.");
        }
    }

    private DeviceException refused(String what) {
        return new DeviceException(new DeviceFault(DeviceFault.Kind.REFUSED, target + " " + what));
    }
}
