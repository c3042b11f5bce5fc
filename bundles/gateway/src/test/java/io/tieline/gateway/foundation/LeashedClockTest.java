package io.tieline.gateway.foundation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.model.SiteClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clock that goes no further than a file allows. */
class LeashedClockTest {

    private static final double FACTOR = 20;

    @TempDir
    private Path folder;

    private long real = 5_000_000_000L;

    private LeashedClock clock(String leash) throws IOException {
        write(leash);
        return new LeashedClock(() -> real, 1_000_000, FACTOR, folder.resolve("leash"));
    }

    private void write(String leash) throws IOException {
        Files.writeString(folder.resolve("leash"), leash);
    }

    @Test
    void itRunsByItsFactorAndStandsAtItsLimit() throws IOException {
        SiteClock clock = clock("5000000000 40000000000 60000000000\n");
        assertThat(clock.monotonicNanos()).isEqualTo(40_000_000_000L);
        real += 500_000_000L;
        assertThat(clock.moment()).isEqualTo(new SiteClock.Moment(1_050_000, 50_000_000_000L));
        real += 9_000_000_000L;
        assertThat(clock.moment()).isEqualTo(new SiteClock.Moment(1_060_000, 60_000_000_000L));
        assertThat(clock.utcMillis()).isEqualTo(1_060_000);
    }

    @Test
    void theTimeItStoodIsNotMadeUpFor() throws IOException {
        LeashedClock clock = clock("5000000000 40000000000 60000000000");
        real += 10_000_000_000L;
        write("15000000000 60000000000 90000000000");
        clock.look();
        assertThat(clock.monotonicNanos()).isEqualTo(60_000_000_000L);
        real += 1_000_000_000L;
        assertThat(clock.monotonicNanos()).isEqualTo(80_000_000_000L);
    }

    @Test
    void withoutAFileItStandsAndAHalfWrittenOneChangesNothing() throws IOException {
        assertThat(new LeashedClock(() -> real, 1_000_000, FACTOR, folder.resolve("none")).moment())
                .isEqualTo(new SiteClock.Moment(1_000_000, 0));
        LeashedClock clock = clock("5000000000 40000000000 60000000000");
        for (String half : new String[] {"", "5000000000 4", "5000000000 4 x"}) {
            write(half);
            clock.look();
            assertThat(clock.monotonicNanos()).isEqualTo(40_000_000_000L);
        }
    }
}
