package io.tieline.uplink;

import io.tieline.model.Point;
import io.tieline.model.PointCatalog;
import io.tieline.model.PointSet;
import io.tieline.model.Quality;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a device has announced in its birth: its points with their aliases. Only what is in here may be sent. */
final class MetricSet {

    /** A point with its number; remembers the quality sent last, for quality is a property sent on change. */
    static final class Metric {
        private final Point point;
        private final long alias;
        private Quality sent = Quality.GOOD;

        Metric(Point point, long alias) {
            this.point = point;
            this.alias = alias;
        }

        Point point() {
            return point;
        }

        long alias() {
            return alias;
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
    MetricSet(String device, PointSet shape, List<String> former, Aliases aliases) {
        this.shape = shape;
        for (Point point : shape.asList()) {
            metrics.put(point.name(), new Metric(point, aliases.of(device, point.name())));
        }
        for (String name : former) {
            if (PointCatalog.find(name).isPresent()) {
                metrics.computeIfAbsent(name, n -> new Metric(PointCatalog.point(n), aliases.of(device, n)));
            }
        }
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
