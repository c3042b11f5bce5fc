package io.tieline.snmp;

import io.tieline.profile.Profile;
import io.tieline.profile.Recognition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** Finds the profile that fits an agent. */
final class Recogniser {

    private static final OID SYS_DESCR = new OID("1.3.6.1.2.1.1.1.0");
    private static final OID SYS_OBJECT_ID = new OID("1.3.6.1.2.1.1.2.0");
    private static final int MOST_VARIABLES = 2;

    private final List<Profile> profiles;

    Recogniser(List<Profile> profiles) {
        this.profiles = List.copyOf(profiles);
    }

    /**
     * A profile and how sure it is.
     *
     * @param because what of the device speaks for it
     */
    record Match(Profile profile, double confidence, String because) {}

    /** What an agent says of itself, before any profile. */
    private record Introduction(String sysObjectId, String sysDescr) {

        Optional<String> find(String key) {
            return switch (key) {
                case "sysObjectID" -> Optional.of(sysObjectId);
                case "sysDescr" -> Optional.of(sysDescr);
                default -> Optional.empty();
            };
        }
    }

    /**
     * Every profile that fits, the surest first.
     *
     * <p>Fails with a {@link WireException} if the agent does not answer.
     */
    CompletableFuture<List<Match>> recognise(Agent agent) {
        return agent.get(List.of(SYS_DESCR, SYS_OBJECT_ID), MOST_VARIABLES).thenCompose(found -> {
            Introduction introduction = new Introduction(text(found.get(SYS_OBJECT_ID)), text(found.get(SYS_DESCR)));
            List<Candidate> candidates = candidates(introduction);
            List<OID> probes = candidates.stream()
                    .flatMap(candidate -> candidate.probes().stream())
                    .distinct()
                    .map(OID::new)
                    .toList();
            return agent.next(probes).thenApply(answers -> ranked(candidates, answers));
        });
    }

    /** A recognition whose texts fit and whose objects are still to be looked up. */
    private record Candidate(Profile profile, Recognition recognition, List<String> probes) {}

    private List<Candidate> candidates(Introduction introduction) {
        List<Candidate> candidates = new ArrayList<>();
        for (Profile profile : profiles) {
            for (Recognition recognition : profile.recognition()) {
                boolean fits = recognition.patterns().entrySet().stream().allMatch(entry -> introduction
                        .find(entry.getKey())
                        .map(text -> entry.getValue().matcher(text).find())
                        .orElse(isOid(entry.getKey())));
                if (fits) {
                    List<String> probes = recognition.patterns().keySet().stream()
                            .filter(Recogniser::isOid)
                            .toList();
                    candidates.add(new Candidate(profile, recognition, probes));
                }
            }
        }
        return candidates;
    }

    private static List<Match> ranked(List<Candidate> candidates, Map<OID, VariableBinding> answers) {
        Map<String, Match> surest = new LinkedHashMap<>();
        candidates.stream()
                .filter(candidate -> candidate.probes().stream().allMatch(probe -> fits(candidate, probe, answers)))
                .map(candidate -> new Match(
                        candidate.profile(), candidate.recognition().confidence(), because(candidate.recognition())))
                .sorted(Comparator.comparingDouble(Match::confidence).reversed())
                .forEach(match -> surest.putIfAbsent(match.profile().id(), match));
        return List.copyOf(surest.values());
    }

    private static String because(Recognition recognition) {
        return recognition.patterns().keySet().stream()
                .sorted()
                .map(key -> isOid(key) ? "it has " + key : "its " + key + " fits")
                .collect(Collectors.joining(", "));
    }

    private static boolean fits(Candidate candidate, String probe, Map<OID, VariableBinding> answers) {
        OID oid = new OID(probe);
        VariableBinding answer = answers.get(oid);
        Pattern pattern = candidate.recognition().patterns().get(probe);
        return answer != null
                && pattern != null
                && answer.getOid().startsWith(oid)
                && pattern.matcher(text(answer.getVariable())).find();
    }

    private static boolean isOid(String key) {
        return Character.isDigit(key.charAt(0));
    }

    static String text(@Nullable Variable value) {
        if (value == null) {
            return "";
        }
        return value instanceof OctetString octets
                ? new String(octets.getValue(), StandardCharsets.UTF_8)
                        .replaceAll("\\p{Cntrl}", " ")
                        .strip()
                : value.toString();
    }
}
