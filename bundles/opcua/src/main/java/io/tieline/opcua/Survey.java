package io.tieline.opcua;

import io.tieline.model.Point;
import io.tieline.model.PointCatalog;
import io.tieline.model.PointSet;
import io.tieline.profile.OpcUaPlan;
import io.tieline.profile.Profile;
import io.tieline.profile.ProfileLibrary;
import io.tieline.profile.Rate;
import io.tieline.profile.ValueRule;
import io.tieline.southbound.DeviceTarget;
import io.tieline.southbound.Identity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.jspecify.annotations.Nullable;

/** Finds out which profile a server fits and where its variables are. */
final class Survey {

    /** OPC 10000-5, 6.3.11: 0 is "no limit", and a server that does not say gets no more than this. */
    private static final int CAUTIOUS_READ = 100;

    private static final List<NodeId> ABOUT = List.of(
            NodeIds.Server_ServerStatus_BuildInfo_ManufacturerName,
            NodeIds.Server_ServerStatus_BuildInfo_ProductName,
            NodeIds.Server_ServerStatus_BuildInfo_SoftwareVersion,
            NodeIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerRead);

    /**
     * A variable to read.
     *
     * @param node null: the server does not have it
     */
    record Variable(int index, Point point, ValueRule rule, Rate rate, @Nullable NodeId node) {}

    /** A variable to write. */
    record Output(NodeId node, ValueRule rule, @Nullable Object present) {}

    /** What was found. */
    record Found(
            Identity identity,
            PointSet points,
            List<Variable> variables,
            Map<String, Output> outputs,
            int maxPerRead) {}

    private record Fit(Profile profile, double confidence, Map<String, NodeId> nodes) {}

    private final DeviceTarget target;
    private final ProfileLibrary profiles;
    private final OpcUaClient client;
    private final String applicationUri;
    private final Browser browser;

    Survey(DeviceTarget target, ProfileLibrary profiles, OpcUaClient client, String applicationUri) {
        this.target = target;
        this.profiles = profiles;
        this.client = client;
        this.applicationUri = applicationUri;
        browser = new Browser(client);
    }

    CompletableFuture<Found> find() {
        return fit().thenCompose(fit -> client.readValuesAsync(0, TimestampsToReturn.Neither, ABOUT)
                .thenCompose(about -> outputs(fit).thenApply(outputs -> found(fit, about, outputs))));
    }

    private CompletableFuture<Fit> fit() {
        if (!target.profile().equals(DeviceTarget.AUTO)) {
            return profiles.find(target.profile())
                    .filter(profile -> profile.plan() instanceof OpcUaPlan)
                    .map(profile -> resolve(profile, 1))
                    .orElseGet(() -> CompletableFuture.failedFuture(Opening.unrecognised(
                            "There is no OPC UA profile " + target.profile() + "; correct the site description.")));
        }
        List<Profile> candidates = profiles.speaking(OpcUaPlan.class);
        return candidates.stream()
                .filter(profile -> confidence(profile) > 0)
                .max(Comparator.comparingDouble(this::confidence))
                .map(profile -> resolve(profile, confidence(profile)))
                .orElseGet(() -> byPaths(candidates));
    }

    private double confidence(Profile profile) {
        return profile.recognition().stream()
                .filter(recognition -> !recognition.patterns().isEmpty()
                        && recognition.patterns().entrySet().stream()
                                .allMatch(entry -> entry.getKey().equals("applicationUri")
                                        && entry.getValue()
                                                .matcher(applicationUri)
                                                .find()))
                .mapToDouble(recognition -> recognition.confidence())
                .max()
                .orElse(0);
    }

    /** Nobody knows the application: the profile most of whose paths exist, if at least half of them do. */
    private CompletableFuture<Fit> byPaths(List<Profile> candidates) {
        List<CompletableFuture<Optional<Fit>>> tries = candidates.stream()
                .map(profile -> resolve(profile, 0.5).handle((fit, error) -> Optional.ofNullable(fit)))
                .toList();
        return CompletableFuture.allOf(tries.toArray(CompletableFuture[]::new)).thenCompose(all -> tries.stream()
                .flatMap(done -> done.join().stream())
                .filter(fit -> share(fit) >= 0.5)
                .max(Comparator.comparingDouble(Survey::share))
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> CompletableFuture.failedFuture(Opening.unrecognised("No OPC UA profile fits "
                        + applicationUri + "; name one in the site description, or write one for it."))));
    }

    private static double share(Fit fit) {
        List<OpcUaPlan.Value> values = ((OpcUaPlan) fit.profile.plan()).values();
        return (double) values.stream()
                        .filter(v -> fit.nodes.containsKey(v.path()))
                        .count()
                / values.size();
    }

    private CompletableFuture<Fit> resolve(Profile profile, double confidence) {
        OpcUaPlan plan = (OpcUaPlan) profile.plan();
        Map<String, CompletableFuture<Optional<NodeId>>> searches = new LinkedHashMap<>();
        plan.values().forEach(value -> searches.computeIfAbsent(value.path(), browser::find));
        return CompletableFuture.allOf(searches.values().toArray(CompletableFuture[]::new))
                .thenCompose(all -> {
                    Map<String, NodeId> nodes = new LinkedHashMap<>();
                    searches.forEach((path, search) -> search.join().ifPresent(node -> nodes.put(path, node)));
                    return nodes.isEmpty()
                            ? CompletableFuture.failedFuture(Opening.unrecognised("Profile " + profile.id()
                                    + " does not fit: the server has none of its variables, not even "
                                    + searches.keySet().stream().findFirst().orElse("one") + "."))
                            : CompletableFuture.completedFuture(new Fit(profile, confidence, nodes));
                });
    }

    /** Commands of one fixed name; the present value tells the type a server insists on. */
    private CompletableFuture<Map<String, Output>> outputs(Fit fit) {
        Map<String, CompletableFuture<Optional<Output>>> searches = new LinkedHashMap<>();
        fit.profile.commands().forEach((name, rule) -> {
            if (rule instanceof OpcUaPlan.Write write && name.indexOf('{') < 0) {
                searches.put(name, browser.find(write.path()).thenCompose(node -> node.map(n -> output(n, write))
                        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()))));
            }
        });
        return CompletableFuture.allOf(searches.values().toArray(CompletableFuture[]::new))
                .thenApply(all -> {
                    Map<String, Output> outputs = new LinkedHashMap<>();
                    searches.forEach((name, search) -> search.join().ifPresent(output -> outputs.put(name, output)));
                    return outputs;
                });
    }

    private CompletableFuture<Optional<Output>> output(NodeId node, OpcUaPlan.Write write) {
        return client.readValuesAsync(0, TimestampsToReturn.Neither, List.of(node))
                .thenApply(present -> Optional.of(
                        new Output(node, write.rule(), present.get(0).getValue().getValue())));
    }

    private Found found(Fit fit, List<DataValue> about, Map<String, Output> outputs) {
        List<Point> points = new ArrayList<>();
        List<Variable> variables = new ArrayList<>();
        Map<String, OpcUaPlan.Value> byPoint = new LinkedHashMap<>();
        // Several variables may fill one point: the first that the server has wins.
        ((OpcUaPlan) fit.profile.plan())
                .values()
                .forEach(value ->
                        byPoint.merge(value.point(), value, (a, b) -> fit.nodes.containsKey(a.path()) ? a : b));
        for (OpcUaPlan.Value value : byPoint.values()) {
            Point point = PointCatalog.point(value.point());
            variables.add(new Variable(points.size(), point, value.rule(), value.rate(), fit.nodes.get(value.path())));
            points.add(point);
        }
        Map<String, String> fixed = fit.profile.fixed();
        Identity identity = new Identity(
                fixed.getOrDefault(
                        "device.manufacturer", Values.text(about.get(0)).orElse("")),
                fixed.getOrDefault("device.model", Values.text(about.get(1)).orElse("")),
                fixed.getOrDefault("device.serial", ""),
                fixed.getOrDefault("device.firmware", Values.text(about.get(2)).orElse("")),
                fit.profile.id(),
                fit.confidence);
        double limit = Values.number(about.get(3));
        int maxPerRead = limit >= 1 ? (int) Math.min(limit, 1000) : CAUTIOUS_READ;
        return new Found(identity, PointSet.of(points), List.copyOf(variables), Map.copyOf(outputs), maxPerRead);
    }
}
