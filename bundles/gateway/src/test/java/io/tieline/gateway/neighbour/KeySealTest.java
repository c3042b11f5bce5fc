package io.tieline.gateway.neighbour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieline.uplink.SiteTalk;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySealTest {

    private static final String WORDS = "{\"gateway\": \"n\\u00e9 \\\"7\\\"\"}";

    private final Seal seal = new KeySeal("0123456789abcdef", "hall-3");

    @Test
    void whatWasSealedWithTheKeyOfTheSiteIsOpened() {
        assertThat(new KeySeal("0123456789abcdef", "hall-3").open(seal.close(WORDS)))
                .contains(WORDS);
    }

    @Test
    void whoHasNoKeyReadsTheWordsAllTheSame() {
        assertThat(Seal.NONE.open(seal.close(WORDS))).contains(WORDS);
        assertThat(Seal.NONE.open(WORDS)).contains(WORDS);
    }

    @Test
    void anotherKeyAndAnotherSiteProveNothing() {
        assertThat(seal.open(new KeySeal("0123456789abcdeF", "hall-3").close(WORDS)))
                .isEmpty();
        assertThat(seal.open(new KeySeal("0123456789abcdef", "hall-4").close(WORDS)))
                .isEmpty();
    }

    @Test
    void otherWordsUnderTheSameSealProveNothing() {
        String sealed = seal.close(WORDS);
        assertThat(seal.open(sealed.replace("gateway", "gatewaz"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "[",
                "[]",
                "{}",
                "{\"said\": \"x\"}",
                "{\"said\": 7, \"seal\": \"AAAA\"}",
                "{\"said\": \"x\", \"seal\": \"\"}",
                "{\"said\": \"x\", \"seal\": {}}",
                "{\"said\": \"x\", \"seal\": \"no base64!\"}"
            })
    void whatIsNotSealedIsNotOpened(String text) {
        assertThat(seal.open(text)).isEmpty();
    }

    @Test
    void aShortKeyIsRefusedWithTheRemedy() {
        assertThatThrownBy(() -> new KeySeal("0123456789abcde", "hall-3"))
                .hasMessageContainingAll("other-gateways.key", "16", "openssl rand");
    }

    @Test
    void theLongestAnnouncementFitsWithItsSeal() {
        String words = OtherGatewaysTest.longest();
        assertThat(seal.close(words).getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(SiteTalk.LARGEST);
    }
}
