package io.tieline.modbus.profile;

import io.tieline.modbus.framing.Function;
import io.tieline.modbus.register.Registers;
import io.tieline.modbus.unit.Answer;
import io.tieline.modbus.unit.Refusal;
import io.tieline.modbus.unit.RegisterSession;
import io.tieline.modbus.unit.RemoteUnit;
import io.tieline.profile.ModbusPlan;
import io.tieline.profile.ModbusPlan.Count;
import io.tieline.profile.ModbusPlan.Place;
import io.tieline.profile.Profile;
import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What must be asked of a device before its profile can be laid out: its preamble, and how often its blocks come. */
public final class ProfileSurvey {

    private final RemoteUnit unit;
    private final ModbusPlan plan;
    private final Map<Place, Integer> counts = new HashMap<>();

    private ProfileSurvey(RemoteUnit unit, ModbusPlan plan) {
        this.unit = unit;
        this.plan = plan;
    }

    /** Exceptional, with a {@link DeviceException}, if the device does not answer or says what cannot be. */
    public static CompletableFuture<RegisterSession.Layout> layout(
            RemoteUnit asked, Profile profile, ModbusPlan plan, double confidence) {
        RemoteUnit unit = asked.bearing(plan.settings());
        ProfileSurvey survey = new ProfileSurvey(unit, plan);
        List<Count.Read> counts = plan.repeats().stream()
                .map(ModbusPlan.Repeat::count)
                .filter(Count.Read.class::isInstance)
                .map(Count.Read.class::cast)
                .distinct()
                .toList();
        return unit.prepare(plan.settings().preamble())
                .thenCompose(done -> survey.count(counts))
                .thenApply(done ->
                        ProfileLayout.of(profile, Blocks.of(plan, unit.target().unit(), survey.counts), confidence));
    }

    private CompletableFuture<?> count(List<Count.Read> asked) {
        if (asked.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        Place place = asked.get(0).place();
        return unit.at(place.unit())
                .read(Function.reading(place.space()), place.address(), place.registers())
                .thenCompose(answer -> {
                    int most = asked.get(0).most();
                    double said = answer instanceof Answer.Words words ? number(place, words) : Double.NaN;
                    if (!(said >= 0 && said <= most)) {
                        return CompletableFuture.failedFuture(new DeviceException(fault(answer, place, said, most)));
                    }
                    counts.put(place, (int) said);
                    return count(asked.subList(1, asked.size()));
                });
    }

    private static double number(Place place, Answer.Words words) {
        long bits = Registers.bits(words.frame(), place.address(), place.registers(), place.order());
        return Registers.number(place.encoding(), place.slice(), bits);
    }

    private static DeviceFault fault(Answer answer, Place place, double said, int most) {
        if (answer instanceof Answer.Failed failed) {
            return failed.fault();
        }
        String what = answer instanceof Answer.Refused refused
                ? "the device refuses to say how many blocks it has at " + place.address() + ": "
                        + Refusal.text(refused.code())
                : "the device says it has " + said + " blocks at " + place.address() + ", but 0 to " + most
                        + " can be: check the profile";
        return new DeviceFault(DeviceFault.Kind.UNRECOGNISED, what);
    }
}
