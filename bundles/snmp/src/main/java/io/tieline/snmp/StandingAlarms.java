package io.tieline.snmp;

import io.tieline.model.PointSet;
import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import io.tieline.profile.SnmpPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/**
 * A table whose rows come and go with the alarms they name (RFC 1628 upsAlarmTable). It is walked only while its counter
 * says that alarms stand.
 */
final class StandingAlarms {

    private static final int MOST_ROWS = 24;

    private final OID column;
    private final Map<OID, Integer> indexes;
    private final Decoder count;

    private StandingAlarms(OID column, Map<OID, Integer> indexes, Decoder count) {
        this.column = column;
        this.indexes = indexes;
        this.count = count;
    }

    /** Empty if the counter is not among what is polled. */
    static Optional<StandingAlarms> of(SnmpPlan.StandingTable table, List<Polled> objects, PointSet points) {
        List<Decoder> counting = objects.stream()
                .flatMap(object -> object.decoders().stream())
                .filter(Decoder::countsAlarms)
                .toList();
        Map<OID, Integer> indexes = new HashMap<>();
        table.points().forEach((oid, point) -> {
            int index = points.indexOf(point);
            // A flag the device has an object of its own for is not the table's.
            if (counting.stream().anyMatch(decoder -> decoder.index() == index)) {
                indexes.put(new OID(oid), index);
            }
        });
        return counting.stream()
                .filter(decoder -> indexes.containsValue(decoder.index()))
                .findFirst()
                .map(decoder -> new StandingAlarms(new OID(table.column()), indexes, decoder));
    }

    /** Whether the poll that just ended has said that alarms stand. */
    boolean any() {
        return count.counted() > 0;
    }

    /** Reads the rows; fails with a {@link WireException} if the agent does not answer. */
    CompletableFuture<List<OID>> rows(Agent agent) {
        return agent.walk(column, MOST_ROWS).thenApply(rows -> {
            List<OID> standing = new ArrayList<>();
            for (VariableBinding row : rows) {
                if (row.getVariable() instanceof OID alarm) {
                    standing.add(alarm);
                }
            }
            return standing;
        });
    }

    /**
     * Sets every flag of the table; the caller begins and commits. Fewer rows than the counter says are not the whole
     * table, so what is not among them may stand all the same.
     */
    void put(List<OID> standing, SampleTarget target) {
        boolean whole = standing.size() >= count.counted();
        indexes.forEach((alarm, index) -> {
            if (standing.contains(alarm)) {
                target.put(index, 1);
            } else if (whole) {
                target.put(index, 0);
            } else {
                target.putBad(index, Quality.BAD_PROTOCOL);
            }
        });
    }
}
