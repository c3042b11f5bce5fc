package io.tieline.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.tieline.profile.OpcUaPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseDirection;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResult;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;

/**
 * Follows paths by looking at the children of every node on the way, for what a server cannot translate by itself:
 * names without a namespace, wildcards. Each node is browsed once.
 */
final class Browser {

    private static final int ALL_FIELDS = 0x3F;

    /** A server is not looked through as a whole: from here on a wildcard is ambiguous. */
    private static final int MOST_NODES = 500;

    private static final int MOST_CHILDREN = 20_000;

    private final Services services;
    private final Limit limit;
    private final Map<NodeId, List<ReferenceDescription>> children = new HashMap<>();

    Browser(Services services, Limit limit) {
        this.services = services;
        this.limit = limit;
    }

    /** Calls must come one after the other. */
    CompletableFuture<Place> find(OpcUaPath path) {
        return follow(Set.of(NodeIds.ObjectsFolder), path.steps());
    }

    private CompletableFuture<Place> follow(Set<NodeId> from, List<OpcUaPath.Step> steps) {
        if (from.isEmpty()) {
            return CompletableFuture.completedFuture(Place.MISSING);
        }
        if (steps.isEmpty()) {
            return CompletableFuture.completedFuture(
                    from.size() == 1 ? new Place.At(from.iterator().next()) : Place.AMBIGUOUS);
        }
        if (from.size() > MOST_NODES) {
            return CompletableFuture.completedFuture(Place.AMBIGUOUS);
        }
        List<NodeId> unknown =
                from.stream().filter(node -> !children.containsKey(node)).toList();
        return limit.inParts(unknown, this::browse).thenCompose(browsed -> {
            for (int i = 0; i < browsed.size(); i++) {
                children.put(unknown.get(i), browsed.get(i));
            }
            Set<NodeId> next = new LinkedHashSet<>();
            from.forEach(node -> Objects.requireNonNull(children.get(node)).stream()
                    .filter(reference -> fits(reference.getBrowseName(), steps.get(0)))
                    .forEach(reference -> reference
                            .getNodeId()
                            .toNodeId(services.namespaces())
                            .ifPresent(next::add)));
            return follow(next, steps.subList(1, steps.size()));
        });
    }

    private boolean fits(QualifiedName name, OpcUaPath.Step step) {
        if (!step.isAny() && !step.name().equals(name.getName())) {
            return false;
        }
        int index = name.getNamespaceIndex().intValue();
        return !step.isQualified()
                || (step.index() >= 0
                        ? step.index() == index
                        : step.namespace().equals(services.namespaces().get(index)));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of lists
    private CompletableFuture<List<ReferenceDescription>[]> browse(List<NodeId> nodes) {
        List<BrowseDescription> descriptions = nodes.stream()
                .map(node -> new BrowseDescription(
                        node, BrowseDirection.Forward, NodeIds.HierarchicalReferences, true, uint(0), uint(ALL_FIELDS)))
                .toList();
        return services.browse(descriptions).thenCompose(results -> {
            CompletableFuture<List<ReferenceDescription>>[] all = Arrays.stream(results)
                    .map(result -> collect(result, new ArrayList<>()))
                    .toArray(CompletableFuture[]::new);
            return CompletableFuture.allOf(all)
                    .thenApply(done ->
                            Arrays.stream(all).map(CompletableFuture::join).toArray(List[]::new));
        });
    }

    private CompletableFuture<List<ReferenceDescription>> collect(
            BrowseResult result, List<ReferenceDescription> references) {
        if (result.getReferences() != null) {
            references.addAll(Arrays.asList(result.getReferences()));
        }
        ByteString more = result.getContinuationPoint();
        if (more == null || more.isNullOrEmpty() || references.size() > MOST_CHILDREN) {
            return CompletableFuture.completedFuture(references);
        }
        return services.browseNext(more).thenCompose(next -> collect(next, references));
    }
}
