package io.tieline.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AlarmBoardTest {

    private static final String ID = "cab-07/comm.lost";

    private final AtomicLong now = new AtomicLong(1_000);
    private final List<Event> events = new ArrayList<>();
    private final AlarmBoard board = new AlarmBoard(
            new SiteClock() {
                @Override
                public long utcMillis() {
                    return now.get();
                }

                @Override
                public long monotonicNanos() {
                    return now.get() * 1_000_000;
                }
            },
            events::add);

    @Test
    void raisingAndClearingAreEventsOncePerChange() {
        raise();
        raise();
        board.clear("cab-07", "comm.lost");
        board.clear("cab-07", "comm.lost");
        assertThat(events).extracting(Event::kind).containsExactly(Event.Kind.ALARM_RAISED, Event.Kind.ALARM_CLEARED);
    }

    @Test
    void anAcknowledgedAlarmStandsOnAndSaysWhoHasSeenIt() {
        raise();
        now.set(5_000);
        assertThat(board.acknowledge(ID, "mori")).isTrue();
        raise();
        assertThat(board.standing()).singleElement().satisfies(alarm -> {
            assertThat(alarm.raisedUtcMillis()).isEqualTo(1_000);
            assertThat(alarm.acknowledged()).contains(new Acknowledgement("mori", 5_000));
        });
        Event seen = events.get(1);
        assertThat(seen.kind()).isEqualTo(Event.Kind.OPERATOR);
        assertThat(seen.source()).isEqualTo("cab-07");
        assertThat(seen.sentence()).isEqualTo("mori acknowledges: No answer");
        assertThat(seen.detail()).containsEntry("by", "mori").containsEntry("type", "comm.lost");
    }

    @Test
    void aStandingAlarmSaysWhatIsSoNow() {
        board.raise("control", "reserve", Severity.MAJOR, "12 minutes are left");
        board.acknowledge("control/reserve", "mori");
        now.set(9_000);
        board.raise("control", "reserve", Severity.MINOR, "11 minutes are left");
        assertThat(events).hasSize(2);
        assertThat(board.standing()).singleElement().satisfies(alarm -> {
            assertThat(alarm.text()).isEqualTo("11 minutes are left");
            assertThat(alarm.severity()).isEqualTo(Severity.MINOR);
            assertThat(alarm.raisedUtcMillis()).isEqualTo(1_000);
            assertThat(alarm.acknowledged()).isPresent();
        });
    }

    @Test
    void anAlarmThatGetsWorseIsRaisedAnew() {
        raise();
        board.acknowledge(ID, "mori");
        now.set(9_000);
        board.raise("cab-07", "comm.lost", Severity.CRITICAL, "No answer, and it carries the load");
        assertThat(events)
                .extracting(Event::kind)
                .containsExactly(Event.Kind.ALARM_RAISED, Event.Kind.OPERATOR, Event.Kind.ALARM_RAISED);
        assertThat(board.standing()).singleElement().satisfies(alarm -> {
            assertThat(alarm.raisedUtcMillis()).isEqualTo(9_000);
            assertThat(alarm.acknowledged()).isEmpty();
        });
    }

    @Test
    void onlyTheFirstAcknowledgementCounts() {
        assertThat(board.acknowledge(ID, "mori")).as("nothing stands").isFalse();
        raise();
        assertThat(board.acknowledge(ID, "mori")).isTrue();
        assertThat(board.acknowledge(ID, "sato")).isFalse();
        assertThat(events).hasSize(2);
    }

    @Test
    void anAlarmThatComesBackWaitsAnew() {
        raise();
        board.acknowledge(ID, "mori");
        board.clear("cab-07", "comm.lost");
        raise();
        assertThat(board.standing()).singleElement().satisfies(alarm -> assertThat(alarm.acknowledged())
                .isEmpty());
        assertThat(board.acknowledge(ID, "sato")).isTrue();
    }

    private void raise() {
        board.raise("cab-07", "comm.lost", Severity.MAJOR, "No answer");
    }
}
