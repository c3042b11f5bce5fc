package io.tieline.rig.virtual;

import io.tieline.model.PointSet;
import io.tieline.model.SampleTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A device behind the computed wire: what it shows, and how it answers at present. */
final class SimulatedDevice {

    private final Face face;
    private final PointSet points;
    private Manner manner = Manner.OK;
    private Map<String, Double> frozen;
    private final List<Long> callsInVain = new ArrayList<>();
    /** Seeded by its name: every run of a scenario is the same. */
    private final Random random;

    SimulatedDevice(Face face) {
        this.random = new Random(face.id().hashCode());
        this.face = face;
        this.frozen = face.values();
        this.points = PointSet.named(List.copyOf(frozen.keySet()));
    }

    Face face() {
        return face;
    }

    PointSet points() {
        return points;
    }

    Manner manner() {
        return manner;
    }

    void behave(Manner now) {
        manner = now;
        frozen = face.values();
    }

    /** Somebody wanted to reach it and did not. */
    void calledInVain(long nanos) {
        callsInVain.add(nanos);
    }

    long callsSince(long sinceNanos) {
        return callsInVain.stream().filter(nanos -> nanos >= sinceNanos).count();
    }

    /** Whether this exchange is one of those it refuses. */
    boolean refuses() {
        return manner == Manner.REFUSES_HALF && random.nextBoolean();
    }

    void fill(SampleTarget target, long utcMillis) {
        Map<String, Double> values = manner == Manner.FROZEN ? frozen : face.values();
        target.begin(utcMillis);
        int point = 0;
        for (Map.Entry<String, Double> value : new ArrayList<>(values.entrySet())) {
            target.put(point++, manner == Manner.GARBAGE ? garbage(value.getKey(), point) : value.getValue());
        }
        target.commit();
    }

    /** Some numbers are none, the others are absurd. */
    private static double garbage(String point, int position) {
        return position % 2 == 0 || point.equals("meter.power") ? Double.NaN : 6.5e9;
    }
}
