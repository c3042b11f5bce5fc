package io.tieline.rig.bench.journal;

import java.nio.file.Path;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** One entry a sample in H2's MVStore, compressed, committed and synced every second. */
final class MapKeeper implements Keeper {

    private final MVStore store;
    private final MVMap<Long, Double> samples;

    MapKeeper(Path folder) {
        store = new MVStore.Builder()
                .fileName(folder.resolve("samples.mv").toString())
                .compress()
                .autoCommitDisabled()
                .open();
        samples = store.openMap("samples");
    }

    @Override
    public void keep(NoisyDay day, long utcMillis) {
        for (int cabinet = 0; cabinet < day.cabinets(); cabinet++) {
            for (int point = 0; point < NoisyDay.POINTS; point++) {
                // Time first: entries that only ever go to the end are the best case of such a store.
                long key = utcMillis << 20 | cabinet * NoisyDay.POINTS + point;
                samples.put(key, day.value(cabinet, point));
            }
        }
        store.commit();
        store.sync();
    }

    @Override
    public void close() {
        store.close();
    }
}
