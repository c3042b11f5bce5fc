package io.tieline.opcua;

import java.util.List;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;

/** A server's operation limits, as far as we use the services. */
record Limits(Limit read, Limit browse, Limit translate, Limit monitor) {

    /** Where a server states them. */
    static final List<ReadValueId> STATED = Stream.of(
                    NodeIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerRead,
                    NodeIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerBrowse,
                    NodeIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerTranslateBrowsePathsToNodeIds,
                    NodeIds.Server_ServerCapabilities_OperationLimits_MaxMonitoredItemsPerCall)
            .map(Services::valueOf)
            .toList();

    /** @param stated the values of {@link #STATED} */
    static Limits of(List<DataValue> stated) {
        List<Limit> limits = stated.stream().map(Values::number).map(Limit::of).toList();
        return new Limits(limits.get(0), limits.get(1), limits.get(2), limits.get(3));
    }
}
