package io.tieline.rig.scenario;

import io.tieline.chemistry.ChemistryLibrary;
import io.tieline.rig.physics.Cabinet;
import io.tieline.rig.physics.CabinetRating;
import io.tieline.rig.physics.Genset;
import io.tieline.rig.physics.Outlets;
import io.tieline.rig.physics.Plant;
import io.tieline.rig.physics.SiteLoad;
import io.tieline.rig.physics.StorageUnit;
import io.tieline.rig.physics.TransferSwitch;
import io.tieline.rig.physics.UpsModel;
import io.tieline.rig.physics.UpsUnit;
import io.tieline.rig.virtual.VirtualSite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Builds the plant a scenario describes. */
final class PlantBuilder {

    private static final double NOMINAL_VOLTS = 768;
    private static final double ROOM_C = 24;
    private static final long SEED = 2026;

    private PlantBuilder() {}

    static Plant build(SiteSpec spec) {
        List<StorageUnit> storage = new ArrayList<>();
        for (SiteSpec.Cabinets group : spec.cabinets()) {
            for (int i = 1; i <= group.count(); i++) {
                CabinetRating rating = new CabinetRating(group.powerW(), group.energyWh(), NOMINAL_VOLTS);
                Cabinet cabinet = new Cabinet(rating, group.health(), group.socPercent() / 100, ROOM_C);
                storage.add(
                        new StorageUnit(id(group, i), cabinet, group.response().toNanos()));
            }
        }
        List<UpsUnit> ups = new ArrayList<>();
        for (int i = 0; i < spec.ups(); i++) {
            double ratedW = spec.criticalW() / spec.ups() * 2;
            ups.add(new UpsUnit("ups-" + (char) ('a' + i), new UpsModel(ratedW, ratedW / 4, 1)));
        }
        double[] outlets =
                spec.outlets().stream().mapToDouble(SiteSpec.Plug::powerW).toArray();
        return new Plant(
                new SiteLoad(spec.loadW(), spec.noisePercent() / 100, SEED),
                spec.criticalW(),
                storage,
                ups,
                spec.returnsAfter().map(after -> new TransferSwitch(after.toMillis() / 1000.0)),
                spec.genset()
                        .map(engine ->
                                new Genset(engine.powerW(), engine.start().toMillis() / 1000.0)),
                outlets.length == 0 ? List.of() : List.of(new Outlets(outlets)));
    }

    /** What the site file says of devices besides who they are, by id: cabinets' chemistries, what hangs on outlets. */
    static Map<String, Map<String, String>> described(SiteSpec spec) {
        Map<String, Map<String, String>> described = new HashMap<>();
        for (SiteSpec.Cabinets group : spec.cabinets()) {
            for (int i = 1;
                    i <= group.count()
                            && ChemistryLibrary.find(group.chemistry()).isPresent();
                    i++) {
                described.put(id(group, i), Map.of("chemistry", group.chemistry()));
            }
        }
        described.put("pdu-1", Map.of("outlets", outlets(spec)));
        return described;
    }

    private static String outlets(SiteSpec spec) {
        return IntStream.range(0, spec.outlets().size())
                .mapToObj(i -> "{outlet: " + (i + 1) + ", class: "
                        + spec.outlets().get(i).loadClass().name().toLowerCase(Locale.ROOT) + "}")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String id(SiteSpec.Cabinets group, int number) {
        return String.format(Locale.ROOT, "%s-%02d", group.name(), number);
    }

    static VirtualSite.Looks looks(SiteSpec spec) {
        return new VirtualSite.Looks(
                spec.loadMeter(),
                spec.outlets().stream().map(SiteSpec.Plug::loadClass).toList());
    }
}
