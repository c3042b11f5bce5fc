package io.tieline.opcua;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.eclipse.milo.opcua.sdk.core.AccessLevel;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.AccessContext;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.methods.MethodInvocationHandler;
import org.eclipse.milo.opcua.sdk.server.nodes.UaFolderNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaMethodNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.sdk.server.util.SubscriptionModel;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.UaStructuredType;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.Argument;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodResult;

/** The variables and methods of a {@link PeerServer}, below Objects. */
final class PeerTree extends ManagedNamespaceWithLifecycle {
    private final Map<String, UaNode> folders = new HashMap<>();
    private final Map<String, UaVariableNode> variables = new HashMap<>();
    private final UnaryOperator<String> ids;
    private final SubscriptionModel sampled;

    /** @param ids node id of the variable or folder at a path */
    PeerTree(OpcUaServer server, UnaryOperator<String> ids) {
        super(server, PeerServer.TREE);
        this.ids = ids;
        sampled = new SubscriptionModel(server, this);
        getLifecycleManager().addLifecycle(sampled);
    }

    void set(String path, NodeId dataType, DataValue value) {
        variables.computeIfAbsent(path, p -> variable(p, dataType, value)).setValue(value);
    }

    DataValue get(String path) {
        return Objects.requireNonNull(variables.get(path)).getValue();
    }

    private String id(String path) {
        return ids.apply(path);
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private UaVariableNode variable(String path, NodeId dataType, DataValue value) {
        Object held = value.getValue().getValue();
        UaVariableNode node = new UaVariableNode.UaVariableNodeBuilder(getNodeContext())
                .setNodeId(newNodeId(id(path)))
                .setBrowseName(newQualifiedName(name(path)))
                .setDisplayName(LocalizedText.english(name(path)))
                .setDataType(dataType)
                .setValueRank(held != null && held.getClass().isArray() ? 1 : -1)
                .setTypeDefinition(NodeIds.BaseDataVariableType)
                .setAccessLevel(AccessLevel.READ_WRITE)
                .setUserAccessLevel(AccessLevel.READ_WRITE)
                .setMinimumSamplingInterval(0.0)
                .build();
        getNodeManager().addNode(node);
        hang(path, node, NodeIds.HasComponent);
        return node;
    }

    void property(String path, String name, Object value) {
        UaVariableNode node = new UaVariableNode.UaVariableNodeBuilder(getNodeContext())
                .setNodeId(newNodeId(id(path) + "." + name))
                .setBrowseName(new QualifiedName(0, name))
                .setDisplayName(LocalizedText.english(name))
                .setDataType(NodeIds.Structure)
                .setTypeDefinition(NodeIds.PropertyType)
                .build();
        node.setValue(new DataValue(
                Variant.of(ExtensionObject.encode(getServer().getStaticEncodingContext(), (UaStructuredType) value))));
        getNodeManager().addNode(node);
        UaVariableNode owner = Objects.requireNonNull(variables.get(path));
        owner.addReference(new Reference(
                owner.getNodeId(), NodeIds.HasProperty, node.getNodeId().expanded(), true));
    }

    void method(String path, Function<Variant[], CallMethodResult> body, NodeId... arguments) {
        UaMethodNode node = UaMethodNode.builder(getNodeContext())
                .setNodeId(newNodeId(id(path)))
                .setBrowseName(newQualifiedName(name(path)))
                .setDisplayName(LocalizedText.english(name(path)))
                .setExecutable(true)
                .setUserExecutable(true)
                .build();
        if (arguments.length > 0) {
            node.setInputArguments(Arrays.stream(arguments)
                    .map(type -> new Argument("a", type, -1, null, LocalizedText.NULL_VALUE))
                    .toArray(Argument[]::new));
        }
        node.setInvocationHandler(new MethodInvocationHandler() {
            @Override
            public CallMethodResult invoke(AccessContext context, CallMethodRequest request) {
                Variant[] given = request.getInputArguments();
                return body.apply(given == null ? new Variant[0] : given);
            }
        });
        getNodeManager().addNode(node);
        hang(path, node, NodeIds.HasComponent);
    }

    private void hang(String path, UaNode node, NodeId reference) {
        int slash = path.lastIndexOf('/');
        if (slash < 0) {
            node.addReference(
                    new Reference(node.getNodeId(), NodeIds.Organizes, NodeIds.ObjectsFolder.expanded(), false));
            return;
        }
        UaNode parent = folder(path.substring(0, slash));
        parent.addReference(
                new Reference(parent.getNodeId(), reference, node.getNodeId().expanded(), true));
    }

    private UaNode folder(String path) {
        UaNode known = folders.get(path);
        if (known != null) {
            return known;
        }
        UaFolderNode node = new UaFolderNode(
                getNodeContext(), newNodeId(id(path)), newQualifiedName(name(path)), LocalizedText.english(name(path)));
        getNodeManager().addNode(node);
        hang(path, node, NodeIds.Organizes);
        folders.put(path, node);
        return node;
    }

    @Override
    public void onDataItemsCreated(List<DataItem> items) {
        sampled.onDataItemsCreated(items);
    }

    @Override
    public void onDataItemsModified(List<DataItem> items) {
        sampled.onDataItemsModified(items);
    }

    @Override
    public void onDataItemsDeleted(List<DataItem> items) {
        sampled.onDataItemsDeleted(items);
    }

    @Override
    public void onMonitoringModeChanged(List<MonitoredItem> items) {
        sampled.onMonitoringModeChanged(items);
    }
}
