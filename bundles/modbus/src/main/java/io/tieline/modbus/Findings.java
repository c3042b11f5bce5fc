package io.tieline.modbus;

import io.tieline.modbus.sunspec.SunSpecCatalog;
import io.tieline.modbus.sunspec.SunSpecDevice;
import io.tieline.profile.ModbusPlan;
import io.tieline.profile.ModbusPlan.Place;
import io.tieline.profile.Profile;
import io.tieline.profile.Recognition;
import io.tieline.profile.RegisterProbe;
import io.tieline.southbound.Proposal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a device has said of itself.
 *
 * @param sunSpec its chain of models
 * @param texts of function 43/14
 * @param registers what stood in identification registers
 */
record Findings(Optional<SunSpecDevice> sunSpec, Map<String, String> texts, Map<Place, String> registers) {

    static final String SUNSPEC = "sunspec";

    /** A chain says everything there is to read; a profile may still say more. */
    private static final double SUNSPEC_CONFIDENCE = 0.95;

    Findings {
        texts = Map.copyOf(texts);
        registers = Map.copyOf(registers);
    }

    /** Which profiles speak for themselves, best first. */
    List<Proposal> proposals(List<Profile> profiles) {
        return Stream.concat(
                        sunSpec.stream().map(Findings::proposal),
                        profiles.stream().flatMap(profile -> proposal(profile).stream()))
                .sorted(Comparator.comparingDouble(Proposal::confidence)
                        .reversed()
                        .thenComparing(Proposal::profile))
                .toList();
    }

    private static Proposal proposal(SunSpecDevice device) {
        String models = device.models().stream()
                .map(model -> model.id()
                        + SunSpecCatalog.find(model.id())
                                .map(known -> " (" + known.name() + ")")
                                .orElse(""))
                .collect(Collectors.joining(", "));
        return new Proposal(
                SUNSPEC, "SunSpec", SUNSPEC_CONFIDENCE, "SunSpec models at " + device.base() + ": " + models);
    }

    private Optional<Proposal> proposal(Profile profile) {
        if (!(profile.plan() instanceof ModbusPlan plan) || plan.isEmpty()) {
            return Optional.empty();
        }
        return profile.recognition().stream()
                .filter(this::fits)
                .max(Comparator.comparingDouble(Recognition::confidence))
                .map(way -> new Proposal(profile.id(), profile.title(), way.confidence(), because(way)));
    }

    private boolean fits(Recognition way) {
        boolean says = !way.patterns().isEmpty() || !way.registers().isEmpty();
        return says
                && way.patterns().entrySet().stream().allMatch(entry -> fits(entry.getKey(), entry.getValue()))
                && way.registers().stream().allMatch(this::fits);
    }

    private boolean fits(String key, Pattern expected) {
        String said = texts.get(key);
        return said != null && expected.matcher(said).find();
    }

    private boolean fits(RegisterProbe probe) {
        String stands = registers.get(probe.place());
        return stands != null && probe.is().matcher(stands).find();
    }

    private String because(Recognition way) {
        String said = way.patterns().keySet().stream()
                .sorted()
                .map(key -> key + " is '" + texts.getOrDefault(key, "") + "'")
                .collect(Collectors.joining(", "));
        String stood = way.registers().stream()
                .map(probe -> "register " + probe.place().address() + " holds '"
                        + registers.getOrDefault(probe.place(), "") + "'")
                .collect(Collectors.joining(", "));
        return said.isEmpty() || stood.isEmpty() ? said + stood : said + ", " + stood;
    }

    /** For the fault of a device that could not be recognised. */
    String summary() {
        String models = sunSpec.map(Findings::proposal).map(Proposal::because).orElse("no SunSpec models");
        String said = texts.isEmpty() ? "function 43 says nothing" : "function 43 says " + texts;
        return models + "; " + said;
    }
}
