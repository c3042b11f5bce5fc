package io.tieline.rig.accept.update;

import io.tieline.rig.physics.Cabinet;
import io.tieline.rig.physics.CabinetRating;
import io.tieline.rig.physics.Plant;
import io.tieline.rig.physics.SiteLoad;
import io.tieline.rig.physics.StorageUnit;
import io.tieline.rig.site.PlantSite;
import io.tieline.rig.wire.Behaviour;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Four cabinets behind a meter, and a load above the limit of the site that swings all the time. */
public final class UpdateSite implements AutoCloseable {

    /** The most the site may draw. */
    public static final double LIMIT_W = 100_000;

    private static final int CABINETS = 4;
    private static final double CABINET_W = 100_000;
    private static final double CABINET_WH = 200_000;
    private static final double LOW_W = 180_000;
    private static final double HIGH_W = 260_000;
    private static final long SWING_MILLIS = 400;
    /** Time stands still for energy, not for wires and power electronics: no battery is ever empty. */
    private static final double RESTING = 1e-9;

    private final PlantSite site;
    private final ControlWatch watch = new ControlWatch();

    /** @param folder for the site's description */
    public UpdateSite(Path folder, long seed) throws IOException {
        List<StorageUnit> storage = new ArrayList<>();
        for (int i = 1; i <= CABINETS; i++) {
            CabinetRating rating = new CabinetRating(CABINET_W, CABINET_WH, 768);
            storage.add(new StorageUnit(
                    String.format(Locale.ROOT, "cab-%02d", i),
                    new Cabinet(rating, 1, 1, 24),
                    TimeUnit.MILLISECONDS.toNanos(100)));
        }
        SiteLoad load = new SiteLoad(LOW_W, 0, seed);
        Plant plant = new Plant(load, 0, storage, List.of(), Optional.empty(), Optional.empty(), List.of());
        long begin = System.nanoTime();
        site = new PlantSite(
                plant, new PlantSite.Pace(RESTING, System.currentTimeMillis(), "100 ms"), Map.of(), folder, () -> {
                    long swings = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) / SWING_MILLIS;
                    plant.load().goTo(swings % 2 == 0 ? LOW_W : HIGH_W, 0);
                });
        site.watch(watch);
    }

    public ControlWatch watch() {
        return watch;
    }

    public Path siteFile() {
        return site.siteFile();
    }

    void behave(String device, Behaviour behaviour) throws IOException {
        site.behave(device, behaviour);
    }

    @Override
    public void close() throws IOException {
        site.close();
    }
}
