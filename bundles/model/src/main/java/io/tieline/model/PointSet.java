package io.tieline.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The points of one device in a fixed order. A point's position here is its index in every array about the device.
 *
 * <p>Immutable. A device that changes its shape (a PDU with a new outlet, a SunSpec chain after a firmware update) gets
 * a new set.
 */
public final class PointSet {

    public static final PointSet EMPTY = new PointSet(List.of());

    private final List<Point> points;
    private final Map<String, Integer> indexByName;

    private PointSet(List<Point> points) {
        this.points = List.copyOf(points);
        this.indexByName = new HashMap<>(points.size() * 2);
        for (int i = 0; i < points.size(); i++) {
            if (indexByName.put(points.get(i).name(), i) != null) {
                throw new IllegalArgumentException(
                        "point named twice: " + points.get(i).name());
            }
        }
    }

    public static PointSet of(List<Point> points) {
        return new PointSet(points);
    }

    /**
     * A set of catalogue points by name.
     *
     * @throws IllegalArgumentException if a name is not in the catalogue
     */
    public static PointSet named(List<String> names) {
        return of(names.stream().map(PointCatalog::point).toList());
    }

    public int size() {
        return points.size();
    }

    public Point get(int index) {
        return points.get(index);
    }

    public List<Point> asList() {
        return points;
    }

    /** The index of a point, or -1 if the device does not have it. */
    public int indexOf(String name) {
        return indexByName.getOrDefault(name, -1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PointSet set && set.points.equals(points);
    }

    @Override
    public int hashCode() {
        return points.hashCode();
    }

    @Override
    public String toString() {
        return points.stream().map(Point::name).toList().toString();
    }
}
