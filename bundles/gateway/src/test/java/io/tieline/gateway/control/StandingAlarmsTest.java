package io.tieline.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.Decision;
import io.tieline.control.Decision.AlarmType;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Event;
import io.tieline.model.SiteClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandingAlarmsTest {

    private static final long SECOND = 1_000_000_000L;

    private final List<Event> events = new ArrayList<>();
    private final AlarmBoard board = new AlarmBoard(SiteClock.system(), events::add);
    private long nanos = 100 * SECOND;
    private final StandingAlarms alarms = new StandingAlarms(board, () -> nanos);

    private static Decision.Alarm alarm(AlarmType type) {
        return new Decision.Alarm("control", type, "words");
    }

    @Test
    void whatDoesNotLastCallsNobody() {
        for (int i = 0; i < 10; i++) {
            alarms.update(List.of(alarm(AlarmType.RESERVE_LOW)));
            nanos += SECOND;
            alarms.update(List.of());
            nanos += SECOND;
        }
        assertThat(events).isEmpty();
    }

    @Test
    void whatLastsIsRaisedOnceAndCleared() {
        for (int i = 0; i < 5; i++) {
            alarms.update(List.of(alarm(AlarmType.RESERVE_LOW)));
            nanos += SECOND;
        }
        alarms.update(List.of());
        alarms.update(List.of());
        assertThat(events).extracting(Event::kind).containsExactly(Event.Kind.ALARM_RAISED, Event.Kind.ALARM_CLEARED);
    }

    @Test
    void theLossOfTheGridIsToldAtOnce() {
        alarms.update(List.of(alarm(AlarmType.GRID_LOST)));
        assertThat(board.stands("control", AlarmType.GRID_LOST.type())).isTrue();
    }
}
