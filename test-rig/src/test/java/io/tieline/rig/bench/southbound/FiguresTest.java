package io.tieline.rig.bench.southbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is required of a figure, and how it is told. */
class FiguresTest {

    @Test
    void aFigureOnItsLimitIsMetAndOneBeyondIsTold() {
        Figures figures = new Figures(List.of(
                Figure.atMost(20, "start-p999-ms", "", 20, 2),
                Figure.atLeast(1.3, "vs-j2mod", "", 1.29, 2),
                Figure.reported("cpu-s-per-mpoint", "", 1000, 2)));
        assertThat(figures.missed()).containsExactly("vs-j2mod=1.29");
    }

    @Test
    void whatCouldNotBeMeasuredIsNotMet() {
        assertThat(Figure.atMost(4, "threads", "", Double.NaN, 0).isMet()).isFalse();
        assertThat(Figure.atLeast(4, "threads", "", Double.NaN, 0).isMet()).isFalse();
    }

    @Test
    void theResultLineHasItsOwnOrder() {
        Figures figures = new Figures(List.of(
                Figure.reported("vs-bare", "", 0.7, 3),
                Figure.reported("polls", "", 5, 0),
                Figure.reported("missed", "", 0, 0)));
        assertThat(figures.result()).isEqualTo("RESULT southbound missed=0 vs-bare=0.700");
    }
}
