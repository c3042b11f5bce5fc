package io.tieline.rig.bench.farm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.milo.opcua.sdk.core.AccessLevel;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.nodes.UaFolderNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.sdk.server.util.SubscriptionModel;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;

/**
 * The address space of one server: {@code Objects/Bench/Module1/P1 …}, numbers. In modules as cabinets have them; and a server
 * that looks for a name among all five hundred would be busy with that alone.
 */
final class VariableNodes extends ManagedNamespaceWithLifecycle {

    private static final String NAMESPACE = "urn:tieline:rig:bench";
    private static final String FOLDER = MixedFarm.OPCUA_FOLDER;

    private final SubscriptionModel subscriptions;
    private final int count;
    private final List<UaVariableNode> variables = new ArrayList<>();

    VariableNodes(OpcUaServer server, int count) {
        super(server, NAMESPACE);
        this.count = count;
        subscriptions = new SubscriptionModel(server, this);
        getLifecycleManager().addLifecycle(subscriptions);
        getLifecycleManager().addStartupTask(this::build);
    }

    private void build() {
        UaFolderNode base = folder(FOLDER, FOLDER);
        base.addReference(new Reference(
                base.getNodeId(), NodeIds.Organizes, NodeIds.ObjectsFolder.expanded(), Reference.Direction.INVERSE));
        Map<String, UaFolderNode> modules = new HashMap<>();
        for (int i = 1; i <= count; i++) {
            UaVariableNode node = variable("P" + i);
            modules.computeIfAbsent(MixedFarm.opcUaModule(i), name -> module(base, name))
                    .addOrganizes(node);
            variables.add(node);
        }
    }

    private UaFolderNode module(UaFolderNode base, String name) {
        UaFolderNode module = folder(FOLDER + "/" + name, name);
        base.addOrganizes(module);
        return module;
    }

    private UaFolderNode folder(String id, String name) {
        UaFolderNode folder =
                new UaFolderNode(getNodeContext(), newNodeId(id), newQualifiedName(name), LocalizedText.english(name));
        getNodeManager().addNode(folder);
        return folder;
    }

    private UaVariableNode variable(String name) {
        UaVariableNode node = UaVariableNode.builder(getNodeContext())
                .setNodeId(newNodeId(name))
                .setBrowseName(newQualifiedName(name))
                .setDisplayName(LocalizedText.english(name))
                .setDataType(NodeIds.Double)
                .setTypeDefinition(NodeIds.BaseDataVariableType)
                .setAccessLevel(AccessLevel.CurrentRead)
                .setUserAccessLevel(AccessLevel.CurrentRead)
                .setValue(new DataValue(Variant.ofDouble(0)))
                .build();
        getNodeManager().addNode(node);
        return node;
    }

    /** Gives every variable another value. */
    void change(long turn) {
        for (int i = 0; i < variables.size(); i++) {
            variables.get(i).setValue(new DataValue(Variant.ofDouble(1000 + (turn + i) % 1000)));
        }
    }

    @Override
    public void onDataItemsCreated(List<DataItem> items) {
        subscriptions.onDataItemsCreated(items);
    }

    @Override
    public void onDataItemsModified(List<DataItem> items) {
        subscriptions.onDataItemsModified(items);
    }

    @Override
    public void onDataItemsDeleted(List<DataItem> items) {
        subscriptions.onDataItemsDeleted(items);
    }

    @Override
    public void onMonitoringModeChanged(List<MonitoredItem> items) {
        subscriptions.onMonitoringModeChanged(items);
    }
}
