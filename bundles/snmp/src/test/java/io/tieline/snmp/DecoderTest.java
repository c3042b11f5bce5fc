package io.tieline.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snmp4j.smi.OctetString;

class DecoderTest {

    @ParameterizedTest
    @CsvSource({"230, 230", "' 49.9 ', 49.9", "-1.5, -1.5", "+7, 7", "0:01:30, 90", "1:02:03, 3723", "0.05, 0.05"})
    void textThatIsANumberIsOne(String text, double number) {
        assertThat(Decoder.number(new OctetString(text), new byte[0])).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-", ".", "12x", "1.2.3", "0x10", "1e5", "NaN", "1 2", "12V", ":", "1:", "--1"})
    void anyOtherTextIsNone(String text) {
        assertThat(Decoder.number(new OctetString(text), new byte[0])).isNaN();
    }
}
