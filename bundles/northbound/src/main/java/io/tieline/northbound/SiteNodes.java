package io.tieline.northbound;

import io.tieline.model.DeviceImage;
import io.tieline.model.LiveImage;
import io.tieline.model.Point;
import io.tieline.model.PointDefinition;
import io.tieline.model.PointSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.eclipse.milo.opcua.sdk.core.AccessLevel;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.nodes.UaFolderNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.sdk.server.nodes.filters.AttributeFilters;
import org.eclipse.milo.opcua.sdk.server.util.SubscriptionModel;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;

/** The address space: Objects / Tieline / device / point. Node ids are the point ids and stay across restarts. */
final class SiteNodes extends ManagedNamespaceWithLifecycle {

    static final String NAMESPACE = "urn:tieline:site";

    private final LiveImage image;
    private final LongSupplier nanos;
    private final SubscriptionModel subscriptions;
    private final Map<String, UaFolderNode> folders = new HashMap<>();
    private final Map<String, DeviceValues> values = new HashMap<>();
    private final Set<String> known = new HashSet<>();

    SiteNodes(OpcUaServer server, LiveImage image, LongSupplier nanos) {
        super(server, NAMESPACE);
        this.image = image;
        this.nanos = nanos;
        subscriptions = new SubscriptionModel(server, this);
        getLifecycleManager().addLifecycle(subscriptions);
        getLifecycleManager().addStartupTask(this::build);
    }

    private void build() {
        UaFolderNode site = folder("Tieline");
        site.addReference(new Reference(site.getNodeId(), NodeIds.Organizes, NodeIds.ObjectsFolder.expanded(), false));
        for (DeviceImage device : image.devices()) {
            String id = device.device().id();
            UaFolderNode folder = folder(id);
            site.addOrganizes(folder);
            folders.put(id, folder);
            values.put(id, new DeviceValues(device, nanos));
            extend(device);
        }
    }

    /** Adds the points a device has got since; a point that went away answers Bad_NodeIdUnknown. */
    synchronized void extend(DeviceImage device) {
        String id = device.device().id();
        UaFolderNode folder = folders.get(id);
        DeviceValues source = values.get(id);
        PointSet points = device.points();
        if (folder == null || source == null) {
            return;
        }
        for (Point point : points.asList()) {
            if (known.add(id + "/" + point.name())) {
                add(folder, id, point, source);
            }
        }
    }

    private void add(UaFolderNode folder, String device, Point point, DeviceValues source) {
        PointDefinition definition = point.definition();
        UaVariableNode node = new UaVariableNode.UaVariableNodeBuilder(getNodeContext())
                .setNodeId(newNodeId(device + "/" + point.name()))
                .setBrowseName(newQualifiedName(point.name()))
                .setDisplayName(LocalizedText.english(point.name()))
                .setDescription(LocalizedText.english(definition.meaning()))
                .setDataType(dataType(definition))
                .setTypeDefinition(typeDefinition(definition))
                .setAccessLevel(AccessLevel.READ_ONLY)
                .setUserAccessLevel(AccessLevel.READ_ONLY)
                .setMinimumSamplingInterval(100.0)
                .build();
        node.getFilterChain().addLast(AttributeFilters.getValue(context -> source.get(point.name())));
        getNodeManager().addNode(node);
        Units.of(definition.unit())
                .ifPresent(unit -> property(
                        node,
                        "EngineeringUnits",
                        NodeIds.EUInformation,
                        -1,
                        Variant.of(ExtensionObject.encode(getServer().getStaticEncodingContext(), unit))));
        if (!definition.states().isEmpty()) {
            LocalizedText[] words =
                    definition.states().stream().map(LocalizedText::english).toArray(LocalizedText[]::new);
            property(node, "EnumStrings", NodeIds.LocalizedText, 1, Variant.of(words));
        }
        folder.addOrganizes(node);
    }

    /** Properties have their standard names, so in namespace 0. */
    private void property(UaVariableNode owner, String name, NodeId dataType, int rank, Variant value) {
        UaVariableNode property = new UaVariableNode.UaVariableNodeBuilder(getNodeContext())
                .setNodeId(newNodeId(owner.getNodeId().getIdentifier() + "#" + name))
                .setBrowseName(new QualifiedName(0, name))
                .setDisplayName(LocalizedText.english(name))
                .setDataType(dataType)
                .setValueRank(rank)
                .setTypeDefinition(NodeIds.PropertyType)
                .setAccessLevel(AccessLevel.READ_ONLY)
                .setUserAccessLevel(AccessLevel.READ_ONLY)
                .setValue(new DataValue(value))
                .build();
        getNodeManager().addNode(property);
        owner.addReference(new Reference(
                owner.getNodeId(), NodeIds.HasProperty, property.getNodeId().expanded(), true));
    }

    private UaFolderNode folder(String name) {
        UaFolderNode node = new UaFolderNode(
                getNodeContext(), newNodeId(name), newQualifiedName(name), LocalizedText.english(name));
        getNodeManager().addNode(node);
        return node;
    }

    private static NodeId dataType(PointDefinition definition) {
        return switch (definition.kind()) {
            case MEASUREMENT, COUNTER -> NodeIds.Double;
            case FLAG -> NodeIds.Boolean;
            case STATE -> NodeIds.Int32;
            case TEXT -> NodeIds.String;
        };
    }

    private static NodeId typeDefinition(PointDefinition definition) {
        if (!definition.states().isEmpty()) {
            return NodeIds.MultiStateDiscreteType;
        }
        return Units.of(definition.unit()).isPresent() ? NodeIds.AnalogUnitType : NodeIds.BaseDataVariableType;
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
