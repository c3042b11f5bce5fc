package io.tieline.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieline.journal.block.BlockReader;
import io.tieline.journal.block.BlockWriter;
import io.tieline.journal.block.Compression;
import io.tieline.journal.block.DamagedBlockException;
import io.tieline.journal.block.SampleColumns;
import io.tieline.model.Quality;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BlockPropertiesTest {

    private static final double[] ODD = {
        Double.NaN,
        Double.longBitsToDouble(0x7ff0_0000_0000_0001L),
        Double.longBitsToDouble(0xfff8_dead_beef_0001L),
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        -0.0,
        0.0,
        Double.MIN_VALUE,
        -Double.MAX_VALUE,
        0.1 * 3,
        53.3,
        533 * 0.1,
        9_007_199_254_740_993.0,
        1e300
    };

    @Property(tries = 600)
    void whatIsWrittenIsReadBackBitForBitInRecordOrder(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 12) int points,
            @ForAll @IntRange(min = 1, max = 200) int size)
            throws DamagedBlockException {
        Random random = new Random(seed);
        int[] ids = random.ints(points, 1, 1_000_000).toArray();
        SampleColumns samples = samples(random, points, size);

        BlockReader.Content read = BlockReader.read(new BlockWriter().write(samples, ids));

        assertThat(read.samples().size()).isEqualTo(size);
        for (int i = 0; i < size; i++) {
            assertThat(read.points()[read.samples().point(i)]).isEqualTo(ids[samples.point(i)]);
            assertThat(read.samples().utcMillis(i)).isEqualTo(samples.utcMillis(i));
            assertThat(Double.doubleToRawLongBits(read.samples().value(i)))
                    .isEqualTo(Double.doubleToRawLongBits(samples.value(i)));
            assertThat(read.samples().quality(i)).isEqualTo(samples.quality(i));
            assertThat(read.samples().text(i)).isEqualTo(samples.text(i));
        }
    }

    @Test
    void everySingleFlippedBitIsFound() {
        byte[] block = new BlockWriter().write(samples(new Random(7), 5, 60), new int[] {1, 2, 3, 4, 5});
        for (int bit = 0; bit < block.length * 8; bit++) {
            byte[] damaged = block.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> BlockReader.read(damaged)).isInstanceOf(DamagedBlockException.class);
        }
        byte[] cut = java.util.Arrays.copyOf(block, block.length - 1);
        assertThatThrownBy(() -> BlockReader.read(cut)).isInstanceOf(DamagedBlockException.class);
    }

    @Test
    void deflateCarriesBlocksWhereUnsafeIsNotToBeHad() throws DamagedBlockException {
        byte[] raw = new byte[5000];
        new Random(3).nextBytes(raw);
        raw[0] = 0;
        byte[] packed = Compression.DEFLATE.compress(raw, raw.length);
        assertThat(Compression.DEFLATE.decompress(packed, 0, packed.length, raw.length))
                .isEqualTo(raw);
        assertThat(Compression.BEST).isEqualTo(Compression.ZSTD);
    }

    private static SampleColumns samples(Random random, int points, int size) {
        SampleColumns samples = new SampleColumns(4);
        long time = random.nextInt(10) == 0 ? random.nextLong() : 1_760_000_000_000L;
        boolean wild = random.nextBoolean();
        for (int i = 0; i < size; i++) {
            time += random.nextInt(4) == 0 ? random.nextInt(2000) - 200 : 0;
            boolean bad = random.nextInt(10) == 0;
            boolean text = random.nextInt(10) == 0;
            double value = wild && random.nextBoolean() ? ODD[random.nextInt(ODD.length)] : (500 + i) / 10.0;
            double kept = !wild && (bad || text) ? Double.NaN : value;
            byte quality = bad ? Quality.BAD_TIMEOUT.code() : Quality.GOOD.code();
            @Nullable String word = text ? "state-" + random.nextInt(3) + "é" : null;
            samples.add(random.nextInt(points), time, kept, quality, word);
        }
        return samples;
    }
}
