package io.tieline.opcua;

import io.tieline.profile.OpcUaPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowsePath;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowsePathResult;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowsePathTarget;
import org.eclipse.milo.opcua.stack.core.types.structured.RelativePath;
import org.eclipse.milo.opcua.stack.core.types.structured.RelativePathElement;

/**
 * Finds the nodes of browse paths, anew in every session.
 *
 * <p>By TranslateBrowsePathsToNodeIds (OPC 10000-4, 5.9.4). That service wants a namespace for every name; where a
 * profile names none, the path is tried in each of the server's namespaces, and only what lies across several of them
 * is searched by browsing. So is everything where the server lacks the service.
 */
final class Paths {

    /** With more namespaces than this, trying each costs more than browsing. */
    private static final int MOST_NAMESPACES = 12;

    private static final Set<Long> UNABLE = Set.of(
            StatusCodes.Bad_ServiceUnsupported,
            StatusCodes.Bad_NotImplemented,
            StatusCodes.Bad_NotSupported,
            StatusCodes.Bad_UserAccessDenied);

    private record Attempt(OpcUaPath path, BrowsePath request) {}

    private final Services services;
    private final Limits limits;
    private final Browser browser;
    private final Map<OpcUaPath, Place> known = new HashMap<>();
    private boolean translates = true;

    Paths(Services services, Limits limits) {
        this.services = services;
        this.limits = limits;
        browser = new Browser(services, limits.browse());
    }

    /** Looks the paths up; {@link #at} knows them afterwards. Calls must come one after the other. */
    CompletableFuture<Void> find(Collection<OpcUaPath> paths) {
        List<OpcUaPath> unknown = paths.stream()
                .filter(path -> !known.containsKey(path))
                .distinct()
                .toList();
        List<Attempt> attempts = new ArrayList<>();
        unknown.forEach(path -> attempts.addAll(attempts(path)));
        return translate(attempts.stream().map(Attempt::request).toList()).thenCompose(results -> {
            if (!results.isEmpty()) {
                note(attempts, results);
            }
            List<OpcUaPath> rest = unknown.stream().filter(this::isToBeBrowsed).toList();
            return browse(rest, 0);
        });
    }

    /** Where a path that was looked up leads. */
    Place at(OpcUaPath path) {
        return known.getOrDefault(path, Place.MISSING);
    }

    Optional<NodeId> node(OpcUaPath path) {
        return at(path) instanceof Place.At at ? Optional.of(at.node()) : Optional.empty();
    }

    /**
     * The properties of nodes, one result for each node; null: it has no such property.
     *
     * @param property of the OPC UA namespace: {@code EURange}
     */
    CompletableFuture<List<Optional<NodeId>>> properties(List<NodeId> nodes, String property) {
        RelativePathElement element =
                new RelativePathElement(NodeIds.HasProperty, false, true, new QualifiedName(0, property));
        List<BrowsePath> requests = nodes.stream()
                .map(node -> new BrowsePath(node, new RelativePath(new RelativePathElement[] {element})))
                .toList();
        return translate(requests)
                .thenApply(results -> results.isEmpty()
                        ? nodes.stream().map(node -> Optional.<NodeId>empty()).toList()
                        : results.stream()
                                .map(result -> targets(result).stream().findFirst())
                                .toList());
    }

    /** An empty list if the server does not know the service. */
    private CompletableFuture<List<BrowsePathResult>> translate(List<BrowsePath> requests) {
        if (!translates || requests.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        return limits.translate()
                .inParts(requests, services::translate)
                .handle((results, error) -> {
                    if (error == null) {
                        return CompletableFuture.completedFuture(results);
                    }
                    boolean unable = UaException.extract(error)
                            .filter(ua -> UNABLE.contains(ua.getStatusCode().value()))
                            .isPresent();
                    translates = !unable;
                    return unable
                            ? CompletableFuture.completedFuture(List.<BrowsePathResult>of())
                            : CompletableFuture.<List<BrowsePathResult>>failedFuture(error);
                })
                .thenCompose(Function.identity());
    }

    private List<Attempt> attempts(OpcUaPath path) {
        int namespaces = services.namespaces().toArray().length;
        boolean plain = path.steps().stream().noneMatch(OpcUaPath.Step::isAny);
        boolean whole = path.steps().stream().allMatch(OpcUaPath.Step::isQualified);
        if (!plain || (!whole && namespaces > MOST_NAMESPACES)) {
            return List.of();
        }
        List<Attempt> attempts = new ArrayList<>();
        for (int namespace = 0; namespace < (whole ? 1 : namespaces); namespace++) {
            request(path, namespace).ifPresent(request -> attempts.add(new Attempt(path, request)));
        }
        return attempts;
    }

    /** Empty if the server has no such namespace. */
    private Optional<BrowsePath> request(OpcUaPath path, int otherwise) {
        List<RelativePathElement> elements = new ArrayList<>();
        for (OpcUaPath.Step step : path.steps()) {
            int index = step.index();
            if (index < 0 && step.isQualified()) {
                int found = List.of(services.namespaces().toArray()).indexOf(step.namespace());
                if (found < 0) {
                    return Optional.empty();
                }
                index = found;
            }
            elements.add(new RelativePathElement(
                    NodeIds.HierarchicalReferences,
                    false,
                    true,
                    new QualifiedName(index < 0 ? otherwise : index, step.name())));
        }
        return Optional.of(
                new BrowsePath(NodeIds.ObjectsFolder, new RelativePath(elements.toArray(RelativePathElement[]::new))));
    }

    private void note(List<Attempt> attempts, List<BrowsePathResult> results) {
        Map<OpcUaPath, Set<NodeId>> found = new LinkedHashMap<>();
        for (int i = 0; i < attempts.size(); i++) {
            found.computeIfAbsent(attempts.get(i).path(), path -> new HashSet<>())
                    .addAll(targets(results.get(i)));
        }
        found.forEach((path, nodes) -> {
            if (nodes.size() == 1) {
                known.put(path, new Place.At(nodes.iterator().next()));
            } else if (nodes.size() > 1) {
                known.put(path, Place.AMBIGUOUS);
            }
        });
    }

    private List<NodeId> targets(BrowsePathResult result) {
        List<NodeId> nodes = new ArrayList<>();
        BrowsePathTarget[] targets = result.getTargets();
        if (result.getStatusCode().isGood() && targets != null) {
            for (BrowsePathTarget target : targets) {
                // Anything but the maximum: the rest of the path lies in another server.
                if (target.getRemainingPathIndex().equals(UInteger.MAX)) {
                    target.getTargetId().toNodeId(services.namespaces()).ifPresent(nodes::add);
                }
            }
        }
        return nodes;
    }

    /** What translating in every namespace could not have found, or was not tried at all. */
    private boolean isToBeBrowsed(OpcUaPath path) {
        long open = path.steps().stream().filter(step -> !step.isQualified()).count();
        return !known.containsKey(path) && (!translates || attempts(path).isEmpty() || open > 1);
    }

    /** A loop where the browser knows everything already: a recursion would be as deep as there are paths. */
    private CompletableFuture<Void> browse(List<OpcUaPath> paths, int from) {
        for (int i = from; i < paths.size(); i++) {
            OpcUaPath path = paths.get(i);
            int next = i + 1;
            CompletableFuture<Place> search = browser.find(path);
            if (!search.isDone()) {
                return search.thenCompose(place -> {
                    known.put(path, place);
                    return browse(paths, next);
                });
            }
            known.put(path, search.join());
        }
        return CompletableFuture.completedFuture(null);
    }
}
