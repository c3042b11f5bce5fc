package io.tieline.modbus;

import io.tieline.modbus.framing.Function;
import io.tieline.modbus.sunspec.SunSpecDevice;
import io.tieline.modbus.sunspec.SunSpecWalk;
import io.tieline.modbus.unit.Answer;
import io.tieline.modbus.unit.RemoteUnit;
import io.tieline.profile.ModbusPlan;
import io.tieline.profile.ModbusPlan.Place;
import io.tieline.profile.Profile;
import io.tieline.profile.RegisterProbe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Asks a device who it is: SunSpec models, function 43/14, and the identification registers of all profiles. Reads only, one
 * request at a time, a bounded number of them; what it refuses is as good an answer as any.
 */
final class DeviceInquiry {

    private static final int MOST_REGISTERS_ASKED = 64;
    /** Some devices answer nothing at all where they have no register: each such question costs a timeout. */
    private static final int MOST_SILENCES = 3;

    private final RemoteUnit unit;
    private final List<Integer> bases;
    private final Supplier<List<Profile>> profiles;
    private final Map<Place, String> registers = new HashMap<>();
    private int silences;

    /**
     * @param bases where SunSpec models may begin
     * @param profiles asked for only where SunSpec does not tell: reading them all takes a while
     */
    DeviceInquiry(RemoteUnit unit, List<Integer> bases, Supplier<List<Profile>> profiles) {
        this.unit = unit;
        this.bases = bases;
        this.profiles = profiles;
    }

    /** Everything; exceptional if the device does not answer at all. */
    CompletableFuture<Findings> complete() {
        return SunSpecWalk.of(unit).find(bases).thenCompose(this::beside);
    }

    /** No more than it takes: a SunSpec device has said enough. */
    CompletableFuture<Findings> sufficient() {
        return SunSpecWalk.of(unit)
                .find(bases)
                .thenCompose(device -> device.isPresent()
                        ? CompletableFuture.completedFuture(new Findings(device, Map.of(), Map.of()))
                        : beside(device));
    }

    private CompletableFuture<Findings> beside(Optional<SunSpecDevice> device) {
        // Not on the thread of the wires.
        return CompletableFuture.supplyAsync(this::places).thenCompose(places -> Identification.read(unit)
                .thenCompose(texts -> probe(places).thenApply(done -> new Findings(device, texts, registers))));
    }

    private List<Place> places() {
        List<Place> places = new ArrayList<>();
        profiles.get().stream()
                .filter(profile -> profile.plan() instanceof ModbusPlan)
                .flatMap(profile -> profile.recognition().stream())
                .flatMap(way -> way.registers().stream())
                .map(RegisterProbe::place)
                .distinct()
                .limit(MOST_REGISTERS_ASKED)
                .forEach(places::add);
        return places;
    }

    private CompletableFuture<Void> probe(List<Place> rest) {
        if (rest.isEmpty() || silences >= MOST_SILENCES) {
            return CompletableFuture.completedFuture(null);
        }
        Place place = rest.remove(0);
        if (place.space().isBits()) {
            return probe(rest);
        }
        return unit.at(place.unit())
                .read(Function.reading(place.space()), place.address(), place.registers())
                .thenCompose(answer -> {
                    if (answer instanceof Answer.Words words) {
                        registers.put(place, RegisterText.of(words, place));
                    } else if (answer instanceof Answer.Failed) {
                        silences++;
                    }
                    return probe(rest);
                });
    }
}
