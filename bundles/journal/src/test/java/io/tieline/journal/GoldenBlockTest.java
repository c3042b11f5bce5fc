package io.tieline.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.journal.block.BlockReader;
import io.tieline.journal.block.BlockWriter;
import io.tieline.journal.block.DamagedBlockException;
import io.tieline.journal.block.SampleColumns;
import io.tieline.model.Quality;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks that earlier versions have written stay readable to the bit: these files are never written again. */
class GoldenBlockTest {

    private static final long START = 1_760_000_000_000L;
    private static final int[] POINTS = {7, 8, 9, 12, 40};

    @ParameterizedTest
    @ValueSource(strings = {"block-v1.hex", "block-v2.hex"})
    void blocksOfEveryVersionAreReadToTheBit(String file) throws IOException, DamagedBlockException {
        BlockReader.Content read = BlockReader.read(block(file));
        assertThat(read.points()).containsExactly(POINTS);
        SampleColumns expected = samples();
        assertThat(read.samples().size()).isEqualTo(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(read.samples().point(i)).isEqualTo(expected.point(i));
            assertThat(read.samples().utcMillis(i)).isEqualTo(expected.utcMillis(i));
            assertThat(Double.doubleToRawLongBits(read.samples().value(i)))
                    .isEqualTo(Double.doubleToRawLongBits(expected.value(i)));
            assertThat(read.samples().quality(i)).isEqualTo(expected.quality(i));
            assertThat(read.samples().text(i)).isEqualTo(expected.text(i));
        }
    }

    /** If this fails the format has changed: raise the version and add a file, do not change this one. */
    @ParameterizedTest
    @ValueSource(strings = "block-v2.hex")
    void theWriterStillWritesTheLatestFormat(String file) throws IOException {
        assertThat(new BlockWriter().write(samples(), POINTS)).isEqualTo(block(file));
    }

    private static byte[] block(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(GoldenBlockTest.class.getResourceAsStream(file))) {
            return HexFormat.of().parseHex(new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip());
        }
    }

    /** A constant, a noisy decimal, one without a short decimal, a text, a sentinel. */
    private static SampleColumns samples() {
        SampleColumns samples = new SampleColumns(4);
        for (int i = 0; i < 6; i++) {
            long time = START + i * 1000L;
            samples.add(0, time, 50.5, Quality.GOOD.code(), null);
            samples.add(1, time, (5000 + (i * 7 % 5)) / 10.0, Quality.GOOD.code(), null);
            samples.add(2, time, Math.sqrt(i + 2), Quality.GOOD.code(), null);
            if (i == 2) {
                samples.add(3, time, Double.NaN, Quality.GOOD.code(), "charging");
            }
            if (i == 4) {
                samples.add(4, time, Double.NaN, Quality.BAD_SENTINEL.code(), null);
            }
        }
        return samples;
    }
}
