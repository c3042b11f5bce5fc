package io.tieline.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class LinkReasonTest {

    @Test
    void aCertificateNobodyHereVouchesForIsSaidWithTheField() {
        Exception untrusted = new IOException(
                "MqttException",
                new SSLHandshakeException("PKIX path building failed")
                        .initCause(new CertificateException(new CertPathBuilderException("unable to find"))));
        assertThat(Link.reason(untrusted)).contains("certificate", "Authorities of the form Tieline uplink");
    }

    @Test
    void theDeepestCauseSpeaks() {
        assertThat(Link.reason(new IOException("MqttException", new ConnectException("Connection refused"))))
                .isEqualTo("Connection refused");
        assertThat(Link.reason(new IOException("no trust", new NoSuchFileException("ca.pem"))))
                .isEqualTo("ca.pem is missing");
        assertThat(Link.reason(new IOException(new EOFException()))).contains("closed the connection");
        assertThat(Link.reason(new IOException("Not authorized to connect"))).isEqualTo("Not authorized to connect");
    }
}
