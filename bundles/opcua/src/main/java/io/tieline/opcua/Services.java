package io.tieline.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ubyte;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.UaSerializationException;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingContext;
import org.eclipse.milo.opcua.stack.core.types.UaRequestMessageType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseNextRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseNextResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowsePath;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowsePathResult;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResult;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodResult;
import org.eclipse.milo.opcua.stack.core.types.structured.CallRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CallResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateMonitoredItemsRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateMonitoredItemsResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSubscriptionRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSubscriptionResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.DeleteSubscriptionsRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateResult;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.RequestHeader;
import org.eclipse.milo.opcua.stack.core.types.structured.SubscriptionAcknowledgement;
import org.eclipse.milo.opcua.stack.core.types.structured.TranslateBrowsePathsToNodeIdsRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.TranslateBrowsePathsToNodeIdsResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ViewDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteValue;
import org.jspecify.annotations.Nullable;

/**
 * The services of one session.
 *
 * <p>Every request carries the token of that session, so no answer can come out of another one: Milo reconnects by
 * itself, and behind a server that has restarted the same node id may mean another variable. Every answer has as many
 * results as were asked for, or is a protocol fault.
 */
final class Services {

    private static final ViewDescription NO_VIEW = new ViewDescription(NodeId.NULL_VALUE, null, uint(0));

    private final OpcUaClient client;
    private final NodeId token;

    Services(OpcUaClient client, NodeId token) {
        this.client = client;
        this.token = token;
    }

    NamespaceTable namespaces() {
        return client.getNamespaceTable();
    }

    EncodingContext encoding() {
        return client.getStaticEncodingContext();
    }

    /** The structure in a variable; null: there is none we know. */
    @Nullable
    Object decode(DataValue value) {
        if (value.getStatusCode().isBad() || !(value.getValue().getValue() instanceof ExtensionObject structure)) {
            return null;
        }
        try {
            return structure.decode(encoding());
        } catch (UaSerializationException e) {
            return null;
        }
    }

    static ReadValueId valueOf(NodeId node) {
        return attributeOf(node, AttributeId.Value);
    }

    static ReadValueId attributeOf(NodeId node, AttributeId attribute) {
        return new ReadValueId(node, attribute.uid(), null, QualifiedName.NULL_VALUE);
    }

    CompletableFuture<DataValue[]> read(List<ReadValueId> ids) {
        return read(ids.toArray(ReadValueId[]::new));
    }

    CompletableFuture<DataValue[]> read(ReadValueId[] ids) {
        return send(new ReadRequest(header(), 0.0, TimestampsToReturn.Neither, ids), ReadResponse.class)
                .thenApply(response -> whole(ids.length, response.getResults()));
    }

    CompletableFuture<StatusCode> write(NodeId node, Variant value) {
        WriteValue write = new WriteValue(node, AttributeId.Value.uid(), null, DataValue.valueOnly(value));
        return send(new WriteRequest(header(), new WriteValue[] {write}), WriteResponse.class)
                .thenApply(response -> whole(1, response.getResults())[0]);
    }

    CompletableFuture<CallMethodResult> call(CallMethodRequest request) {
        return send(new CallRequest(header(), new CallMethodRequest[] {request}), CallResponse.class)
                .thenApply(response -> whole(1, response.getResults())[0]);
    }

    CompletableFuture<BrowseResult[]> browse(List<BrowseDescription> nodes) {
        BrowseDescription[] all = nodes.toArray(BrowseDescription[]::new);
        return send(new BrowseRequest(header(), NO_VIEW, uint(0), all), BrowseResponse.class)
                .thenApply(response -> whole(all.length, response.getResults()));
    }

    CompletableFuture<BrowseResult> browseNext(ByteString continuation) {
        return send(new BrowseNextRequest(header(), false, new ByteString[] {continuation}), BrowseNextResponse.class)
                .thenApply(response -> whole(1, response.getResults())[0]);
    }

    CompletableFuture<BrowsePathResult[]> translate(List<BrowsePath> paths) {
        BrowsePath[] all = paths.toArray(BrowsePath[]::new);
        return send(
                        new TranslateBrowsePathsToNodeIdsRequest(header(), all),
                        TranslateBrowsePathsToNodeIdsResponse.class)
                .thenApply(response -> whole(all.length, response.getResults()));
    }

    CompletableFuture<CreateSubscriptionResponse> createSubscription(
            double intervalMillis, int keepAliveCount, int lifetimeCount) {
        return send(
                new CreateSubscriptionRequest(
                        header(), intervalMillis, uint(lifetimeCount), uint(keepAliveCount), uint(0), true, ubyte(0)),
                CreateSubscriptionResponse.class);
    }

    CompletableFuture<MonitoredItemCreateResult[]> createItems(
            UInteger subscription, List<MonitoredItemCreateRequest> items) {
        MonitoredItemCreateRequest[] all = items.toArray(MonitoredItemCreateRequest[]::new);
        return send(
                        new CreateMonitoredItemsRequest(header(), subscription, TimestampsToReturn.Source, all),
                        CreateMonitoredItemsResponse.class)
                .thenApply(response -> whole(all.length, response.getResults()));
    }

    /** @param timeoutMillis longer than the server may keep silent */
    CompletableFuture<PublishResponse> publish(
            SubscriptionAcknowledgement @Nullable [] acknowledgements, long timeoutMillis) {
        return send(
                new PublishRequest(client.newRequestHeader(token, uint(timeoutMillis)), acknowledgements),
                PublishResponse.class);
    }

    void deleteSubscription(UInteger subscription) {
        var unused = client.sendRequestAsync(new DeleteSubscriptionsRequest(header(), new UInteger[] {subscription}));
    }

    private RequestHeader header() {
        return client.newRequestHeader(token);
    }

    private <T> CompletableFuture<T> send(UaRequestMessageType request, Class<T> answer) {
        return client.sendRequestAsync(request).thenApply(response -> {
            if (!answer.isInstance(response)) {
                throw protocol("answered a " + request.getClass().getSimpleName() + " with another service");
            }
            return answer.cast(response);
        });
    }

    private static <T> T[] whole(int asked, T @Nullable [] results) {
        if (results == null || results.length != asked) {
            throw protocol("was asked for " + asked + " things and answered " + (results == null ? 0 : results.length));
        }
        for (T result : results) {
            if (result == null) {
                throw protocol("left out one of " + asked + " results");
            }
        }
        return results;
    }

    private static CompletionException protocol(String what) {
        return new CompletionException(new DeviceException(new DeviceFault(
                DeviceFault.Kind.PROTOCOL,
                "The server " + what + ". Update its firmware, or report it to its maker.")));
    }
}
