package io.tieline.gateway.foundation;

import io.tieline.model.AlarmBoard;
import io.tieline.model.Severity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says, as an alarm, that the settings of a part are wrong, and what that means for the site.
 *
 * @param off what is missing while nothing runs, for instance "The uplink is off"
 */
public record Refusal(AlarmBoard board, String source, String alarm, Severity severity, String off) {

    private static final Logger LOG = LoggerFactory.getLogger("tieline");
    private static final String GOES_ON = "The new settings are refused, those before stay in force";

    /** @param goesOn whether the part runs all the same, with the settings before */
    public void tell(Exception why, boolean goesOn) {
        if (why instanceof RuntimeException && !(why instanceof IllegalArgumentException)) {
            LOG.error("{} {}: not foreseen", source, alarm, why);
        }
        String reason = why.getMessage() == null ? why.toString() : why.getMessage();
        String text = (goesOn ? GOES_ON : off) + ": " + reason;
        if (!isStanding(text)) {
            none();
            board.raise(source, alarm, severity, text);
        }
    }

    private boolean isStanding(String text) {
        return board.standing().stream()
                .anyMatch(each -> each.source().equals(source)
                        && each.type().equals(alarm)
                        && each.text().equals(text));
    }

    public void none() {
        board.clear(source, alarm);
    }
}
