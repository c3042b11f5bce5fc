package io.tieline.lib.slf4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogSinkTest {

    @Test
    void whatALibraryLogsReachesTheSinkFromWarnOn() {
        List<String> lines = new ArrayList<>();
        LogSink.use((logger, level, text, error) -> lines.add(logger + " " + level + " " + text + " " + error));
        var logger = LoggerFactory.getLogger("library");
        logger.info("not wanted {}", 1);
        logger.warn("late by {} ms", 7);
        logger.error("broken", new IllegalStateException("x"));
        assertThat(lines)
                .containsExactly(
                        "library WARNING late by 7 ms null", "library ERROR broken java.lang.IllegalStateException: x");
    }
}
