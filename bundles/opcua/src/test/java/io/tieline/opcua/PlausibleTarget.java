package io.tieline.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;

/** Sees to it that whatever was put could be true. */
final class PlausibleTarget implements SampleTarget {
    private final int points;
    private boolean open;
    long puts;

    PlausibleTarget(int points) {
        this.points = points;
    }

    private void check(int point) {
        assertThat(open).isTrue();
        if (point < 0 || point >= points) {
            throw new AssertionError("point " + point);
        }
        puts++;
    }

    @Override
    public void begin(long utcMillis) {
        open = true;
    }

    @Override
    public void put(int point, double value) {
        check(point);
        if (value < -1e6 || value > 1e6 || Double.isNaN(value)) {
            throw new AssertionError("good, but " + value);
        }
    }

    @Override
    public void put(int point, double value, Quality quality) {
        check(point);
        if (quality.isGood()) {
            put(point, value);
        }
    }

    @Override
    public void putText(int point, String text) {
        check(point);
        if (text.length() > 1000) {
            throw new AssertionError("a text of " + text.length());
        }
    }

    @Override
    public void putBad(int point, Quality why) {
        check(point);
        if (why.isUsable()) {
            throw new AssertionError("bad because of " + why);
        }
    }

    @Override
    public void commit() {
        open = false;
    }
}
