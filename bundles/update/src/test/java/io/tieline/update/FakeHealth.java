package io.tieline.update;

import java.time.Duration;
import java.util.List;

final class FakeHealth implements HealthCheck {
    List<String> problems = List.of();
    boolean decides = true;
    boolean steers = true;
    Duration steeredAfter = Duration.ZERO;

    @Override
    public void remember() {
        // The test says what is wrong.
    }

    @Override
    public boolean steers() {
        return steers;
    }

    @Override
    public Duration steeredAfter() {
        return steeredAfter;
    }

    @Override
    public boolean decides() {
        return decides;
    }

    @Override
    public List<String> problems() {
        return problems;
    }
}
