package io.tieline.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.profile.SnmpPlan;
import io.tieline.profile.ValueRule;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.smi.OctetString;

/** Numbers as agents write them. */
final class NumberFormsTest {

    @ParameterizedTest
    @CsvSource({
        "1 h 23 min, 4980",
        "45 min, 2700",
        "2 days 03:10:00, 184200",
        "1d2h3m4s, 93784",
        "'12 hours, 5 minutes', 43500"
    })
    void durationInWordsIsSeconds(String text, double seconds) {
        assertThat(Durations.seconds(new OctetString(text))).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "soon", "1 h soon", "1 h 2", "h"})
    void anyOtherTextIsNoDuration(String text) {
        assertThat(Durations.seconds(new OctetString(text))).isNaN();
    }

    @Test
    void suffixMustBeTheOneOfTheProfile() {
        byte[] celsius = {'C'};

        assertThat(Decoder.number(new OctetString("23.5 C"), celsius)).isEqualTo(23.5);
        assertThat(Decoder.number(new OctetString("74.3 F"), celsius)).isNaN();
        assertThat(Decoder.number(new OctetString("23.5"), celsius)).isNaN();
    }

    @ParameterizedTest
    @CsvSource({
        "DIGITS, 2, 4.2",
        "DIGITS, 0, 420",
        "DIVISOR, 10, 42",
        "PREFIX, 8, 0.42",
        "PREFIX, 9, 420",
        "PREFIX, 10, 420000",
        "FACTOR, -100, 4.2",
        "FACTOR, 10, 4200",
        "FACTOR, 0, 420"
    })
    void publishedScaleIsApplied(SnmpPlan.Scaling.How how, long by, double value) {
        ValueRule rule = Scales.apply(how, by, ValueRule.IDENTITY);

        assertThat(420 * rule.multiplier() / rule.divisor()).isEqualTo(value);
    }

    @Test
    void integerWithMoreBytesThanItNeedsIsRead() throws Exception {
        LenientInteger integer = new LenientInteger();

        integer.decodeBER(input(0x02, 0x05, 0xFF, 0x80, 0x00, 0x00, 0x00));

        assertThat(integer.getValue()).isEqualTo(Integer.MIN_VALUE);
    }

    @Test
    void integerBeyondThirtyTwoBitsIsRefused() {
        for (List<Integer> bytes : List.of(List.of(0x02, 0x05, 0x01, 0, 0, 0, 0), List.of(0x02, 0x00))) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> new LenientInteger()
                            .decodeBER(input(
                                    bytes.stream().mapToInt(Integer::intValue).toArray()))))
                    .isInstanceOf(java.io.IOException.class);
        }
    }

    private static BERInputStream input(int... bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(bytes.length);
        for (int b : bytes) {
            buffer.put((byte) b);
        }
        buffer.flip();
        return new BERInputStream(buffer);
    }
}
