package io.tieline.opcua;

import io.tieline.model.DeviceAlarm;
import io.tieline.model.Point;
import io.tieline.model.PointCatalog;
import io.tieline.model.PointKind;
import io.tieline.model.PointSet;
import io.tieline.model.Quality;
import io.tieline.profile.OpcUaPath;
import io.tieline.profile.OpcUaPlan;
import io.tieline.profile.OpcUaUnits;
import io.tieline.profile.Profile;
import io.tieline.profile.ProfileLibrary;
import io.tieline.profile.ValueRule;
import io.tieline.southbound.DeviceTarget;
import io.tieline.southbound.Identity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.structured.EUInformation;
import org.eclipse.milo.opcua.stack.core.types.structured.Range;
import org.jspecify.annotations.Nullable;

/** Finds out which profile a server fits and where its variables are, anew in every session. */
final class Survey {

    /**
     * What was found.
     *
     * @param misfits where profile and server contradict each other, for people
     */
    record Found(
            Identity identity,
            PointSet points,
            List<Variable> variables,
            List<DeviceAlarm> alarms,
            Map<String, Output> outputs,
            Limits limits,
            List<String> misfits) {}

    private final DeviceTarget target;
    private final ProfileLibrary profiles;
    private final Services services;
    private final Limits limits;
    private final ServerInfo server;
    private final Paths paths;
    private final List<String> misfits = new ArrayList<>();

    private Survey(DeviceTarget target, ProfileLibrary profiles, Services services, Limits limits, ServerInfo server) {
        this.target = target;
        this.profiles = profiles;
        this.services = services;
        this.limits = limits;
        this.server = server;
        paths = new Paths(services, limits);
    }

    /** Asks the server about itself first. */
    static CompletableFuture<Survey> begin(
            DeviceTarget target, ProfileLibrary profiles, Services services, ServerInfo server) {
        return services.read(Limits.STATED).thenCompose(stated -> services.read(ServerInfo.BUILD)
                .thenApply(build -> new Survey(
                        target, profiles, services, Limits.of(List.of(stated)), server.with(List.of(build)))));
    }

    CompletableFuture<Found> find() {
        return fit().thenCompose(fit -> properties(fit).thenCompose(variables -> new Outputs(services, limits, paths)
                .find(fit.profile().commands())
                .thenApply(outputs -> found(fit, variables, outputs))));
    }

    /** Every profile that might fit, best first. */
    CompletableFuture<List<Fit>> proposals() {
        return measure(profiles.speaking(OpcUaPlan.class)).thenApply(fits -> fits.stream()
                .filter(fit -> fit.confidence() > 0)
                .sorted(Comparator.comparingDouble(Fit::confidence).reversed())
                .toList());
    }

    private CompletableFuture<Fit> fit() {
        if (!target.profile().equals(DeviceTarget.AUTO)) {
            Optional<Profile> named =
                    profiles.find(target.profile()).filter(profile -> profile.plan() instanceof OpcUaPlan);
            if (named.isEmpty()) {
                return CompletableFuture.failedFuture(Opening.unrecognised(
                        "There is no OPC UA profile " + target.profile() + "; correct the site description."));
            }
            return measure(List.of(named.get()))
                    .thenCompose(fits -> fits.get(0).present() == 0
                            ? CompletableFuture.failedFuture(Opening.unrecognised("Profile "
                                    + named.get().id()
                                    + " does not fit: the server has none of its variables, not even "
                                    + fits.get(0).plan().values().stream()
                                            .findFirst()
                                            .map(value -> value.path().text())
                                            .orElse("one")
                                    + ". Check the paths with a browser for OPC UA."))
                            : CompletableFuture.completedFuture(
                                    new Fit(named.get(), 1, "named", fits.get(0).present())));
        }
        List<Profile> candidates = profiles.speaking(OpcUaPlan.class);
        List<Profile> recognised = candidates.stream()
                .filter(profile -> server.recognition(profile).isPresent())
                .toList();
        return measure(recognised.isEmpty() ? candidates : recognised).thenCompose(fits -> fits.stream()
                .filter(fit -> fit.confidence() > 0 && fit.present() > 0)
                .max(Comparator.comparingDouble(Fit::confidence).thenComparingInt(Fit::present))
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> CompletableFuture.failedFuture(Opening.unrecognised("No OPC UA profile fits " + server
                        + "; name one in the site description, or write one for it."))));
    }

    /** How well profiles fit: by what the server says it is, else by how much of their variables it has. */
    private CompletableFuture<List<Fit>> measure(List<Profile> candidates) {
        Set<OpcUaPath> all = new LinkedHashSet<>();
        candidates.forEach(profile -> plan(profile).values().forEach(value -> all.add(value.path())));
        return paths.find(all)
                .thenApply(found -> candidates.stream().map(this::fit).toList());
    }

    private Fit fit(Profile profile) {
        List<OpcUaPlan.Value> values = plan(profile).values();
        int present = (int) values.stream()
                .filter(value -> paths.node(value.path()).isPresent())
                .count();
        String share = "the server has " + present + " of its " + values.size() + " variables";
        return server.recognition(profile)
                .map(way -> new Fit(profile, way.confidence(), server.because(way) + "; " + share, present))
                .orElseGet(() -> {
                    Fit byPaths = new Fit(profile, 0, share, present);
                    // A handful of variables is no proof: many servers have a Manufacturer and a Model.
                    double confidence = byPaths.isLikely() ? 0.5 * byPaths.share() * present / (present + 4.0) : 0;
                    return new Fit(profile, confidence, share, present);
                });
    }

    private static OpcUaPlan plan(Profile profile) {
        return (OpcUaPlan) profile.plan();
    }

    /** Several variables may fill one point: the first that the server has wins. */
    private List<OpcUaPlan.Value> chosen(OpcUaPlan plan) {
        Map<String, OpcUaPlan.Value> byPoint = new LinkedHashMap<>();
        plan.values()
                .forEach(value -> byPoint.merge(
                        value.point(), value, (a, b) -> paths.node(a.path()).isPresent() ? a : b));
        return List.copyOf(byPoint.values());
    }

    private CompletableFuture<List<Variable>> properties(Fit fit) {
        List<OpcUaPlan.Value> values = chosen(fit.plan());
        List<NodeId> measured = values.stream()
                .filter(value -> isMeasured(PointCatalog.point(value.point())))
                .flatMap(value -> paths.node(value.path()).stream())
                .distinct()
                .toList();
        return structures(measured, "EngineeringUnits")
                .thenCompose(units -> structures(measured, "EURange").thenApply(ranges -> {
                    List<Variable> variables = new ArrayList<>();
                    values.forEach(value -> variables.add(variable(variables.size(), value, units, ranges)));
                    return variables;
                }));
    }

    private static boolean isMeasured(Point point) {
        PointKind kind = point.definition().kind();
        return kind == PointKind.MEASUREMENT || kind == PointKind.COUNTER;
    }

    /** The properties of variables that hold a structure (OPC 10000-8, 5.3.2.3). */
    private CompletableFuture<Map<NodeId, Object>> structures(List<NodeId> nodes, String property) {
        return paths.properties(nodes, property).thenCompose(properties -> {
            List<NodeId> owners = new ArrayList<>();
            List<NodeId> present = new ArrayList<>();
            for (int i = 0; i < nodes.size(); i++) {
                if (properties.get(i).isPresent()) {
                    owners.add(nodes.get(i));
                    present.add(properties.get(i).get());
                }
            }
            return limits.read()
                    .inParts(present.stream().map(Services::valueOf).toList(), services::read)
                    .thenApply(values -> {
                        Map<NodeId, Object> structures = new LinkedHashMap<>();
                        for (int i = 0; i < values.size(); i++) {
                            Object decoded = services.decode(values.get(i));
                            if (decoded != null) {
                                structures.put(owners.get(i), decoded);
                            }
                        }
                        return structures;
                    });
        });
    }

    private Variable variable(int index, OpcUaPlan.Value value, Map<NodeId, Object> units, Map<NodeId, Object> ranges) {
        Point point = PointCatalog.point(value.point());
        Place place = paths.at(value.path());
        if (!(place instanceof Place.At at)) {
            if (place == Place.AMBIGUOUS) {
                misfits.add(value.path() + " leads to several variables; say the namespace of its names");
            }
            return unreadable(
                    index,
                    point,
                    value,
                    place == Place.AMBIGUOUS ? Quality.BAD_CONFIGURATION : Quality.BAD_NOT_SUPPORTED);
        }
        Optional<ValueRule> rule = rule(value, point, units.get(at.node()));
        if (rule.isEmpty()) {
            return unreadable(index, point, value, Quality.BAD_CONFIGURATION);
        }
        return new Variable(
                index,
                point,
                rule.get(),
                value.rate(),
                value.path(),
                value.sampling(),
                new Variable.Source(at.node(), value.path().element(), range(value, ranges.get(at.node()))),
                Quality.GOOD);
    }

    private static Variable unreadable(int index, Point point, OpcUaPlan.Value value, Quality why) {
        return new Variable(index, point, value.rule(), value.rate(), value.path(), value.sampling(), null, why);
    }

    /** Empty if the server's unit cannot be used. */
    private Optional<ValueRule> rule(OpcUaPlan.Value value, Point point, @Nullable Object declared) {
        if (value.unit() == OpcUaPlan.UnitSource.PROFILE || !isMeasured(point)) {
            return Optional.of(value.rule());
        }
        if (!(declared instanceof EUInformation unit)) {
            if (value.unit() == OpcUaPlan.UnitSource.SERVER_IF_KNOWN) {
                return Optional.of(value.rule());
            }
            misfits.add(value.path() + " has no EngineeringUnits; say its unit in the profile");
            return Optional.empty();
        }
        String name = Objects.requireNonNullElse(unit.getDisplayName().getText(), "");
        Optional<ValueRule> rule = OpcUaUnits.apply(value.rule(), point.definition(), unit.getUnitId(), name);
        if (rule.isEmpty()) {
            misfits.add(
                    value.path() + " is in " + (name.isEmpty() ? "unit " + unit.getUnitId() : name) + ", which cannot"
                            + " fill " + point.name() + " in "
                            + point.definition().unit().symbol()
                            + "; choose another point, or say its unit in the profile");
        }
        return rule;
    }

    /** Where the profile says what is plausible, it knows better than the server. */
    private static @Nullable Range range(OpcUaPlan.Value value, @Nullable Object declared) {
        boolean said = Double.isFinite(value.rule().least())
                || Double.isFinite(value.rule().most());
        return !said && declared instanceof Range range && range.getLow() < range.getHigh() ? range : null;
    }

    private Found found(Fit fit, List<Variable> variables, Map<String, Output> outputs) {
        Profile profile = fit.profile();
        Map<String, String> fixed = profile.fixed();
        Identity identity = new Identity(
                fixed.getOrDefault("device.manufacturer", server.vendor()),
                fixed.getOrDefault("device.model", server.product()),
                fixed.getOrDefault("device.serial", ""),
                fixed.getOrDefault("device.firmware", server.version()),
                profile.id(),
                fit.confidence());
        Set<String> points =
                variables.stream().map(variable -> variable.point().name()).collect(Collectors.toSet());
        return new Found(
                identity,
                PointSet.of(variables.stream().map(Variable::point).toList()),
                List.copyOf(variables),
                fit.plan().alarms().stream()
                        .filter(alarm -> points.contains(alarm.point()))
                        .toList(),
                Map.copyOf(outputs),
                limits,
                List.copyOf(misfits));
    }
}
