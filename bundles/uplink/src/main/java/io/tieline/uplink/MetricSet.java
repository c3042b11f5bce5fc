package io.tieline.uplink;

import io.tieline.model.Point;
import io.tieline.model.PointCatalog;
import io.tieline.model.PointSet;
import io.tieline.model.Quality;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a device has announced in its birth: its points with their aliases. Only what is in here may be sent. */
final class MetricSet {

    /** What was told last of a metric, along live data or along history: each is a story of its own. */
    static final class Told {
        private boolean told;
        private double value;
        private @Nullable String text;
        private Quality quality = Quality.GOOD;
        private long atNanos;

        void is(Quality newQuality, double newValue, @Nullable String newText, long nanos) {
            told = true;
            value = newValue;
            text = newText;
            quality = newQuality;
            atNanos = nanos;
        }

        /** Whether this differs from what was told by more than the dead band. */
        boolean differs(Quality newQuality, double newValue, @Nullable String newText, double deadBand) {
            // Negated, so that NaN on one side only is a difference.
            boolean same = newQuality == quality
                    && Objects.equals(text, newText)
                    && (newValue == value
                            || Math.abs(newValue - value) <= deadBand
                            || (Double.isNaN(newValue) && Double.isNaN(value)));
            return !told || !same;
        }

        boolean isSilentSince(long nanos) {
            return told && atNanos - nanos <= 0;
        }
    }

    /** A point with its number; remembers the quality sent last, for quality is a property sent on change. */
    static final class Metric {
        private final Point point;
        private final long alias;
        private final double deadBand;
        private final Told live = new Told();
        private final Told history = new Told();
        private Quality sent = Quality.GOOD;

        Metric(Point point, long alias, double deadBand) {
            this.point = point;
            this.alias = alias;
            this.deadBand = deadBand;
        }

        Point point() {
            return point;
        }

        long alias() {
            return alias;
        }

        Told live() {
            return live;
        }

        /** Whether the value is worth sending; if so it counts as told. */
        boolean tell(boolean historical, Quality quality, double value, @Nullable String text, long nanos) {
            Told told = historical ? history : live;
            if (deadBand > 0 && !told.differs(quality, value, text, deadBand)) {
                return false;
            }
            told.is(quality, value, text, nanos);
            return true;
        }

        /** Whether the quality has to be told with this value. */
        boolean mustTell(Quality quality) {
            boolean tell = quality != Quality.GOOD || sent != Quality.GOOD;
            sent = quality;
            return tell;
        }
    }

    private final PointSet shape;
    private final Map<String, Metric> metrics = new LinkedHashMap<>();

    /**
     * @param shape the device's present points
     * @param former further points that its history has
     */
    MetricSet(String device, PointSet shape, List<String> former, Aliases aliases, DeadBands deadBands) {
        this.shape = shape;
        for (Point point : shape.asList()) {
            put(device, point, aliases, deadBands);
        }
        for (String name : former) {
            PointCatalog.find(name).ifPresent(definition -> {
                if (!metrics.containsKey(name)) {
                    put(device, PointCatalog.point(name), aliases, deadBands);
                }
            });
        }
    }

    private void put(String device, Point point, Aliases aliases, DeadBands deadBands) {
        String name = point.name();
        metrics.put(name, new Metric(point, aliases.of(device, name), deadBands.of(name)));
    }

    PointSet shape() {
        return shape;
    }

    @Nullable
    Metric find(String point) {
        return metrics.get(point);
    }

    List<String> names() {
        return List.copyOf(metrics.keySet());
    }

    List<Metric> all() {
        return new ArrayList<>(metrics.values());
    }
}
