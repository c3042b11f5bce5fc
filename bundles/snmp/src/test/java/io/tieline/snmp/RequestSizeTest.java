package io.tieline.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class RequestSizeTest {

    private static final int SMALL_ANSWER = 100;

    @Test
    void growsNoFurtherThanOneFrameHolds() {
        RequestSize size = new RequestSize(64);
        for (int i = 0; i < 10; i++) {
            size.answered(size.now(), 100 * size.now());
        }
        assertThat(size.now()).isEqualTo(13);
    }

    @Test
    void silenceAfterARequestThatHasWorkedIsNotAboutItsSize() {
        RequestSize size = new RequestSize(64);
        size.answered(8, SMALL_ANSWER);
        assertThat(size.silent(8)).isFalse();
        assertThat(size.silent(16)).isTrue();
        assertThat(size.now()).isEqualTo(8);
    }

    @Property
    void theLargestThatWorksIsFound(@ForAll @IntRange(min = 1, max = 64) int works) {
        RequestSize size = new RequestSize(64);
        size.answered(1, SMALL_ANSWER);
        for (int i = 0; i < 40; i++) {
            int asked = size.now();
            if (asked <= works) {
                size.answered(asked, SMALL_ANSWER);
            } else {
                size.tooMuch(asked);
            }
        }
        assertThat(size.now()).isEqualTo(works);
    }

    @Property
    void itStaysBetweenOneAndTheLimit(@ForAll @IntRange(min = 1, max = 40) int limit, @ForAll byte[] answers) {
        RequestSize size = new RequestSize(limit);
        for (byte answer : answers) {
            int asked = size.now();
            switch (Math.floorMod(answer, 4)) {
                case 0 -> size.answered(asked, SMALL_ANSWER);
                case 1 -> size.tooMuch(asked);
                case 2 -> size.silent(asked);
                default -> size.partly(asked, Math.floorMod(answer >> 2, asked), answer < 0);
            }
            assertThat(size.now()).isBetween(1, limit);
        }
    }
}
