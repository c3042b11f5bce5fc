package io.tieline.gateway.foundation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.model.SiteClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clock that is set from a file. */
class SteppedClockTest {

    private static final SiteClock STANDING = new SiteClock() {
        @Override
        public long utcMillis() {
            return 1_000_000;
        }

        @Override
        public long monotonicNanos() {
            return 7;
        }
    };

    private static SteppedClock clock(Path folder, String offset) throws IOException {
        return new SteppedClock(STANDING, Files.writeString(folder.resolve("offset"), offset));
    }

    @Test
    void utcIsSetAndDurationsGoOn(@TempDir Path folder) throws IOException {
        SiteClock clock = clock(folder, "-3600000\n");
        assertThat(clock.utcMillis()).isEqualTo(-2_600_000);
        assertThat(clock.monotonicNanos()).isEqualTo(7);
        assertThat(clock.moment()).isEqualTo(new SiteClock.Moment(-2_600_000, 7));
    }

    @Test
    void withoutAFileOrWithHalfAFileItIsNotSet(@TempDir Path folder) throws IOException {
        assertThat(new SteppedClock(STANDING, folder.resolve("none")).utcMillis())
                .isEqualTo(1_000_000);
        assertThat(clock(folder, "").utcMillis()).isEqualTo(1_000_000);
    }
}
