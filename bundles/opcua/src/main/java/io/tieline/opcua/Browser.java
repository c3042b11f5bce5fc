package io.tieline.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseDirection;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResult;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;

/**
 * Finds nodes by the path of their browse names below the Objects folder.
 *
 * <p>By browsing, since TranslateBrowsePathsToNodeIds wants a namespace for every name and profiles do not have to know
 * one. Each node is browsed once.
 */
final class Browser {

    private static final int ALL_FIELDS = 0x3F;

    private final OpcUaClient client;
    private final Map<NodeId, CompletableFuture<List<ReferenceDescription>>> children = new ConcurrentHashMap<>();

    Browser(OpcUaClient client) {
        this.client = client;
    }

    CompletableFuture<Optional<NodeId>> find(String path) {
        CompletableFuture<Optional<NodeId>> found =
                CompletableFuture.completedFuture(Optional.of(NodeIds.ObjectsFolder));
        for (String name : path.split("/")) {
            found = found.thenCompose(parent -> parent.map(node -> child(node, name))
                    .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())));
        }
        return found;
    }

    private CompletableFuture<Optional<NodeId>> child(NodeId parent, String name) {
        return children.computeIfAbsent(parent, this::browse).thenApply(references -> references.stream()
                .filter(reference -> isNamed(reference.getBrowseName(), name))
                .findFirst()
                .flatMap(reference -> reference.getNodeId().toNodeId(client.getNamespaceTable())));
    }

    private static boolean isNamed(QualifiedName name, String wanted) {
        return wanted.equals(name.getName())
                || wanted.equals(name.getNamespaceIndex().intValue() + ":" + name.getName());
    }

    private CompletableFuture<List<ReferenceDescription>> browse(NodeId node) {
        BrowseDescription all = new BrowseDescription(
                node, BrowseDirection.Forward, NodeIds.HierarchicalReferences, true, uint(0), uint(ALL_FIELDS));
        List<ReferenceDescription> references = new ArrayList<>();
        return client.browseAsync(all).thenCompose(result -> collect(result, references));
    }

    private CompletableFuture<List<ReferenceDescription>> collect(
            BrowseResult result, List<ReferenceDescription> references) {
        if (result.getReferences() != null) {
            references.addAll(Arrays.asList(result.getReferences()));
        }
        ByteString more = result.getContinuationPoint();
        if (more == null || more.isNullOrEmpty()) {
            return CompletableFuture.completedFuture(references);
        }
        return client.browseNextAsync(false, List.of(more))
                .thenCompose(next -> collect(next.getResults()[0], references));
    }
}
