package io.tieline.control;

import io.tieline.model.Event;
import io.tieline.model.Severity;
import java.util.HashMap;
import java.util.Map;

/** A decision as the journal keeps it: the sentence, and the numbers behind it by name. */
final class DecisionEvent {

    private DecisionEvent() {}

    static Event of(Decision decision) {
        Map<String, Object> detail = new HashMap<>();
        detail.put("mode", decision.mode().name());
        return new Event(
                decision.utcMillis(), Event.Kind.DECISION, Severity.INFO, "control", decision.sentence(), detail);
    }
}
