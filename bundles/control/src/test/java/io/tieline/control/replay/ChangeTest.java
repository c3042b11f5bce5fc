package io.tieline.control.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A number told by its difference from the one before comes back to the bit, and small differences are short. */
class ChangeTest {

    private static byte[] told(long before, long now) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Change.put(before, now, out);
        assertThat(Change.get(before, ByteBuffer.wrap(out.toByteArray()))).isEqualTo(now);
        return out.toByteArray();
    }

    private static byte[] told(double before, double now) {
        return told(Double.doubleToRawLongBits(before), Double.doubleToRawLongBits(now));
    }

    @Property
    void everyWholeNumberComesBack(@ForAll long before, @ForAll long now) {
        told(before, now);
    }

    @Property
    void everyOtherNumberComesBack(@ForAll double before, @ForAll double now) {
        told(before, now);
    }

    @ParameterizedTest(name = "{0} after {1} takes {2} bytes")
    @CsvSource({
        "231.5, 231.4, 2",
        "231.515, 231.5, 1",
        "0, 0.001, 1",
        "-0.001, 0.001, 1",
        "500000, 499999.999, 1",
        "12.345, 0.333333333333, 3",
        "0.333333333333, 12.345, 9",
        "NaN, 50, 9",
        "50, NaN, 3"
    })
    void measuredValuesAreToldInThousandths(double now, double before, int bytes) {
        assertThat(told(before, now)).hasSize(bytes);
    }

    @ParameterizedTest(name = "{0} after {1} takes {2} bytes")
    @CsvSource({
        "7, 8, 1",
        "1795356001000, 1795356000000, 2",
        "36028797018963967, 0, 9",
        "36028797018963968, 0, 9",
        "-36028797018963968, 0, 9"
    })
    void wholeNumbersAreToldByTheirDifference(long now, long before, int bytes) {
        assertThat(told(before, now)).hasSize(bytes);
    }
}
