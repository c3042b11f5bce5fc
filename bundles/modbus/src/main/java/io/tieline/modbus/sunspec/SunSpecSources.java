package io.tieline.modbus.sunspec;

import java.util.LinkedHashMap;
import java.util.Map;

/** Finds for every canonical point the register of a SunSpec device that fills it: the first one it implements. */
final class SunSpecSources {

    private final SunSpecDevice device;
    private final Map<String, SunSpecSource> byPoint = new LinkedHashMap<>();

    private SunSpecSources(SunSpecDevice device) {
        this.device = device;
    }

    /** By the name of the point, in the order of {@code sunspec.tsv}. */
    static Map<String, SunSpecSource> of(SunSpecDevice device) {
        SunSpecSources sources = new SunSpecSources(device);
        SunSpecTable.rows().forEach(sources::collect);
        return sources.byPoint;
    }

    private void collect(SunSpecRow row) {
        int seen = 0;
        for (SunSpecModel model : device.models()) {
            if (row.models().has(model) && device.isRead(model)) {
                seen += collect(row, model, seen);
            }
        }
    }

    /** @return how many repetitions the model has */
    private int collect(SunSpecRow row, SunSpecModel model, int seen) {
        SunSpecBody body = device.body(model);
        int repetitions = row.repetitions(body);
        for (int i = 0; i < repetitions; i++) {
            if (row.counts(body, i)) {
                SunSpecSource source =
                        SunSpecSource.of(row, model, body, i * row.every().stride());
                offer(row.pointName(model, seen + i + 1), source);
            }
        }
        return repetitions;
    }

    private void offer(String point, SunSpecSource source) {
        SunSpecSource known = byPoint.get(point);
        boolean better = known == null
                ? source.implemented() || source.row().core()
                : source.implemented() && !known.implemented();
        if (better) {
            byPoint.put(point, source);
        }
    }
}
