package io.tieline.rig.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Time that goes no further than it is allowed. */
class SiteTimeTest {

    private static final long SECOND = 1_000_000_000L;

    private long real = 7 * SECOND;
    private final SiteTime time = new SiteTime(20, () -> real);

    @Test
    void itStandsUntilItIsAllowedToGo() {
        real += 50 * SECOND;
        assertThat(time.nanos()).isZero();
        assertThat(time.stands()).isTrue();
    }

    @Test
    void itRunsByItsSpeedAndNoFurtherThanAllowed() {
        time.allow(60 * SECOND);
        real += SECOND;
        assertThat(time.nanos()).isEqualTo(20 * SECOND);
        assertThat(time.stands()).isFalse();
        real += 5 * SECOND;
        assertThat(time.nanos()).isEqualTo(60 * SECOND);
        assertThat(time.stands()).isTrue();
    }

    @Test
    void theTimeItStoodIsNotMadeUpFor() {
        time.allow(20 * SECOND);
        real += 9 * SECOND;
        time.allow(100 * SECOND);
        assertThat(time.nanos()).isEqualTo(20 * SECOND);
        real += SECOND;
        assertThat(time.nanos()).isEqualTo(40 * SECOND);
    }

    @Test
    void whatWasAllowedStaysAllowedUntilItIsMadeToStand() {
        time.allow(60 * SECOND);
        real += SECOND;
        time.allow(10 * SECOND);
        real += SECOND;
        assertThat(time.nanos()).isEqualTo(40 * SECOND);
        time.stand();
        real += SECOND;
        assertThat(time.nanos()).isEqualTo(40 * SECOND);
    }

    @Test
    void theLeashSaysWhatItsHolderReads() {
        time.allow(20 * SECOND);
        real += 3 * SECOND;
        assertThat(time.allow(50 * SECOND)).isEqualTo(new SiteTime.Leash(10 * SECOND, 20 * SECOND, 50 * SECOND));
    }
}
