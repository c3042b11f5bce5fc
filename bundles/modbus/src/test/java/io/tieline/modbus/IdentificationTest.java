package io.tieline.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Function 43/14: what the device says, and no more than it says. */
class IdentificationTest {

    private static byte[] answer(String... texts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {14, 1, 1, 0, 0, (byte) texts.length});
        for (int i = 0; i < texts.length; i++) {
            out.write(i);
            out.write(texts[i].length());
            out.writeBytes(texts[i].getBytes(StandardCharsets.US_ASCII));
        }
        return out.toByteArray();
    }

    @Test
    void vendorProductAndRevision() {
        assertThat(Identification.parse(answer("Janitza", "UMG 801", "2.1")))
                .isEqualTo(Map.of("vendor", "Janitza", "product", "UMG 801", "revision", "2.1"));
    }

    @Test
    void aLengthThatReachesBeyondTheAnswerEndsIt() {
        byte[] answer = answer("Janitza", "UMG 801");
        answer[7] = 7;
        answer[6 + 2 + 7 + 1] = 100;
        assertThat(Identification.parse(answer)).isEqualTo(Map.of("vendor", "Janitza"));
    }
}
