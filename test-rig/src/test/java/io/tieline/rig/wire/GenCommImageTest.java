package io.tieline.rig.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GenCommImageTest {

    private static final int KEY = 4104;
    private static final short START = (short) 35732;

    private final List<Integer> keys = new ArrayList<>();
    private final GenCommImage image = new GenCommImage(keys::add);

    @Test
    void aControlKeyCountsOnlyWithItsComplement() {
        image.write(KEY, START);
        assertThat(keys).as("half a command").isEmpty();
        image.write(KEY + 1, (short) (~START + 1));
        assertThat(keys).as("a wrong complement").isEmpty();
        image.write(KEY + 1, (short) ~START);
        assertThat(keys).containsExactly(35732);
        image.write(1408, (short) 3);
        image.write(KEY, START);
        assertThat(keys)
                .as("measurements cannot be written, the same key needs its complement again")
                .containsExactly(35732);
    }

    @Test
    void numbersStandAsTheControllerWritesThem() throws HoldingRegisters.Outside {
        image.number(1031, 500);
        image.wide(1536, -70_000);
        assertThat(image.read(1031, 1)).containsExactly((short) 500);
        assertThat(image.read(1536, 2)).containsExactly((short) 0xFFFE, (short) 0xEE90);
        assertThat(image.read(1040, 1)).as("not implemented").containsExactly((short) 0xFFFF);
    }

    @Test
    void whatItDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> image.read(767, 2)).isInstanceOf(HoldingRegisters.Outside.class);
        assertThatThrownBy(() -> image.read(4350, 3)).isInstanceOf(HoldingRegisters.Outside.class);
        assertThatThrownBy(() -> image.read(1024, 0)).isInstanceOf(HoldingRegisters.Outside.class);
    }
}
