package io.tieline.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.Test;

class SignedPageTest {

    private static final String TEXT =
            "{\"site\":\"A <b>&\\\"</script>\",\"passed\":true,\"cabinets\":[{\"cabinet\":\"cab-01\",\"meterRatio\":0.98}]}";

    private static KeyPair key() throws Exception {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    @Test
    void bothFormsCanBeReadAndChecked() throws Exception {
        SignedPage page = SignedPage.sign(TEXT, key());
        assertThat(page.isGenuine()).isTrue();
        assertThat(SignedPage.read(page.json())).isEqualTo(page);
        assertThat(SignedPage.read(page.html())).isEqualTo(page);
        assertThat(page.html())
                .contains("<td>0.98</td>", "<td>A &lt;b&gt;&amp;&quot;&lt;/script&gt;</td>", page.fingerprint())
                .doesNotContain("<b>");
    }

    @Test
    void aChangedTextKeyOrSignatureIsFound() throws Exception {
        SignedPage page = SignedPage.sign(TEXT, key());
        SignedPage other = SignedPage.sign(TEXT, key());
        assertThat(new SignedPage(TEXT.replace("true", "false"), page.publicKey(), page.signature()).isGenuine())
                .isFalse();
        assertThat(new SignedPage(TEXT, other.publicKey(), page.signature()).isGenuine())
                .isFalse();
        assertThat(new SignedPage(TEXT, "AAAA", page.signature()).isGenuine()).isFalse();
        assertThat(new SignedPage(TEXT, page.publicKey(), "!").isGenuine()).isFalse();
        assertThat(other.fingerprint()).isNotEqualTo(page.fingerprint());
    }

    @Test
    void anHtmlPageThatShowsAnythingElseIsRefused() throws Exception {
        String html = SignedPage.sign(TEXT, key()).html();
        assertThatThrownBy(() -> SignedPage.read(html.replace("<td>0.98</td>", "<td>1.00</td>")))
                .hasMessageContaining("something else than what is signed");
        assertThatThrownBy(() -> SignedPage.read(html + "<p>passed</p>"))
                .hasMessageContaining("something else than what is signed");
        for (String nonsense : new String[] {"", "{}", "[]", "{\"page\": 1, \"key\": 2, \"signature\": 3}"}) {
            assertThatThrownBy(() -> SignedPage.read(nonsense)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
