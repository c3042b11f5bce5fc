package io.tieline.rig.bench.farm;

import java.util.ArrayList;
import java.util.List;
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

/** The address space of one server: {@code Objects/Bench/P1 …}, numbers. */
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
        UaFolderNode folder = new UaFolderNode(
                getNodeContext(), newNodeId(FOLDER), newQualifiedName(FOLDER), LocalizedText.english(FOLDER));
        getNodeManager().addNode(folder);
        folder.addReference(new Reference(
                folder.getNodeId(), NodeIds.Organizes, NodeIds.ObjectsFolder.expanded(), Reference.Direction.INVERSE));
        for (int i = 1; i <= count; i++) {
            String name = "P" + i;
            UaVariableNode node = UaVariableNode.builder(getNodeContext())
                    .setNodeId(newNodeId(FOLDER + "/" + name))
                    .setBrowseName(newQualifiedName(name))
                    .setDisplayName(LocalizedText.english(name))
                    .setDataType(NodeIds.Double)
                    .setTypeDefinition(NodeIds.BaseDataVariableType)
                    .setAccessLevel(AccessLevel.CurrentRead)
                    .setUserAccessLevel(AccessLevel.CurrentRead)
                    .setValue(new DataValue(Variant.ofDouble(0)))
                    .build();
            getNodeManager().addNode(node);
            folder.addOrganizes(node);
            variables.add(node);
        }
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
