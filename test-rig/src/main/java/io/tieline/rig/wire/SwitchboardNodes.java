package io.tieline.rig.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
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
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;

/** The address space: `Objects/Switchboard/Ups/…` and `…/Breakers/…`. */
final class SwitchboardNodes extends ManagedNamespaceWithLifecycle {

    private static final String NAMESPACE = "urn:tieline:sim";

    private final SubscriptionModel subscriptions;
    private final Map<String, UaVariableNode> variables = new HashMap<>();
    private volatile boolean slow;

    SwitchboardNodes(OpcUaServer server) {
        super(server, NAMESPACE);
        subscriptions = new SubscriptionModel(server, this);
        getLifecycleManager().addLifecycle(subscriptions);
        getLifecycleManager().addStartupTask(this::build);
    }

    private void build() {
        UaFolderNode root = folder("Switchboard", "Switchboard");
        root.addReference(new Reference(
                root.getNodeId(), NodeIds.Organizes, NodeIds.ObjectsFolder.expanded(), Reference.Direction.INVERSE));
        UaFolderNode ups = folder("Switchboard/Ups", "Ups");
        UaFolderNode breakers = folder("Switchboard/Breakers", "Breakers");
        root.addOrganizes(ups);
        root.addOrganizes(breakers);
        variable(ups, "Ups/OutputPower", NodeIds.Double, 0.0);
        variable(ups, "Ups/InputVoltage", NodeIds.Double, 0.0);
        variable(ups, "Ups/OutputFrequency", NodeIds.Double, 0.0);
        variable(ups, "Ups/BatteryCharge", NodeIds.Double, 0.0);
        variable(ups, "Ups/Mode", NodeIds.Int32, 0);
        variable(breakers, "Breakers/Q1Closed", NodeIds.Boolean, true);
        variable(breakers, "Breakers/Q2Closed", NodeIds.Boolean, true);
    }

    private UaFolderNode folder(String id, String name) {
        UaFolderNode folder =
                new UaFolderNode(getNodeContext(), newNodeId(id), newQualifiedName(name), LocalizedText.english(name));
        getNodeManager().addNode(folder);
        return folder;
    }

    private void variable(UaFolderNode folder, String path, NodeId type, Object initial) {
        String name = path.substring(path.indexOf('/') + 1);
        UaVariableNode node = UaVariableNode.builder(getNodeContext())
                .setNodeId(newNodeId("Switchboard/" + path))
                .setBrowseName(newQualifiedName(name))
                .setDisplayName(LocalizedText.english(name))
                .setDataType(type)
                .setTypeDefinition(NodeIds.BaseDataVariableType)
                .setAccessLevel(AccessLevel.CurrentRead)
                .setUserAccessLevel(AccessLevel.CurrentRead)
                .setValue(new DataValue(Variant.of(initial)))
                .build();
        getNodeManager().addNode(node);
        folder.addOrganizes(node);
        variables.put(path, node);
    }

    void set(String path, Object value) {
        UaVariableNode node = variables.get(path);
        if (node == null) {
            throw new IllegalArgumentException("no variable " + path);
        }
        node.setValue(new DataValue(Variant.of(value)));
    }

    void slow(boolean wanted) {
        slow = wanted;
    }

    @Override
    public List<DataValue> read(
            ReadContext context, Double maxAge, TimestampsToReturn timestamps, List<ReadValueId> ids) {
        if (slow) {
            LockSupport.parkNanos(Behaviour.SLOW_NANOS);
        }
        return super.read(context, maxAge, timestamps, ids);
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
