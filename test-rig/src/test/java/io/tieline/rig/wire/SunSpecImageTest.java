package io.tieline.rig.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SunSpecImageTest {

    private final AtomicLong nanos = new AtomicLong();
    private final SunSpecImage image = new SunSpecImage(nanos::get, 1, 701, 702, 704, 713, 802, 803);

    /** Model lengths as the SunSpec model definitions give them, header not counted; 803 with two strings. */
    @Test
    void theModelsFollowEachOtherAsTheirLengthsSay() throws Exception {
        int[][] expected = {{1, 66}, {701, 153}, {702, 50}, {704, 65}, {713, 7}, {802, 62}, {803, 90}};
        assertThat(image.read(40000, 2)).containsExactly((short) 0x5375, (short) 0x6E53);
        int at = 40002;
        for (int[] model : expected) {
            assertThat(image.read(at, 2)).containsExactly((short) model[0], (short) model[1]);
            at += model[1] + 2;
        }
        assertThat(image.read(at, 2)).containsExactly((short) 0xFFFF, (short) 0);
    }

    @Test
    void theMeterModelHasItsLength() throws Exception {
        assertThat(new SunSpecImage(nanos::get, 1, 203).read(40070, 2)).containsExactly((short) 203, (short) 105);
    }

    @Test
    void valuesAreScaledAndSigned() {
        image.set(701, "W_SF", 1);
        image.set(701, "W", -123_450);
        assertThat(image.get(701, "W")).isEqualTo(-123_450, within(1e-6));
        image.set(704, "WSet_SF", 0);
        image.set(704, "WSet", -70_000);
        assertThat(image.get(704, "WSet")).isEqualTo(-70_000, within(1e-6));
    }

    @Test
    void whatWasNeverSetReadsAsNotImplemented() throws Exception {
        int model702 = 40002 + 68 + 155;
        assertThat(image.read(model702 + 2, 1)).containsExactly((short) 0xFFFF);
        int watts701 = 40002 + 68 + 2 + 8;
        assertThat(image.read(watts701, 1)).containsExactly((short) 0x8000);
    }

    @Test
    void aReadBeyondTheImageIsRefused() {
        assertThatThrownBy(() -> image.read(39999, 2)).isInstanceOf(HoldingRegisters.Outside.class);
        assertThatThrownBy(() -> image.read(50000, 1)).isInstanceOf(HoldingRegisters.Outside.class);
    }

    @Test
    void aBurstOfWritesIsTakenOnceWhenItHasSettled() {
        int wSet = 40002 + 68 + 155 + 52 + 22;
        image.write(wSet, (short) 0xFFFF);
        image.write(wSet + 1, (short) 0xFFF0);
        assertThat(image.takeSettledWrite()).isFalse();
        nanos.addAndGet(6_000_000);
        assertThat(image.takeSettledWrite()).isTrue();
        assertThat(image.takeSettledWrite()).isFalse();
    }

    @Test
    void aMeasurementCannotBeWritten() throws Exception {
        int watts = 40002 + 68 + 2 + 8;
        image.write(watts, (short) 1);
        assertThat(image.read(watts, 1)).containsExactly((short) 0x8000);
    }
}
