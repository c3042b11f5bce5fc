package io.tieline.rig.bench.southbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.rig.bench.contender.Entry;
import io.tieline.rig.bench.fork.Reply;
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

    @Test
    void whatWasReachedBeforeAContenderFailedCounts() {
        Standings standings = new Standings();
        standings.add(Entry.TIELINE, run(300));
        standings.add(Entry.J2MOD, run(100));
        standings.add(Entry.TIELINE, run(900));
        Figures figures = new Figures(Figures.contest(standings));
        assertThat(figures.result()).contains("vs-j2mod=3.00", "vs-bare=NaN");
        assertThat(figures.missed()).contains("vs-bare=NaN");
    }

    private static Reply run(int requests) {
        return new Reply().with("requests", requests).with("seconds", 1.0).with("cpu", 1.0);
    }
}
