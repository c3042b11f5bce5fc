package io.tieline.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.encoding.DefaultEncodingContext;
import org.eclipse.milo.opcua.stack.core.encoding.binary.OpcUaBinaryEncoder;
import org.eclipse.milo.opcua.stack.core.types.UaResponseMessageType;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.NodeClass;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowsePathResult;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowsePathTarget;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResult;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateMonitoredItemsResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSubscriptionResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.DataChangeNotification;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateResult;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemNotification;
import org.eclipse.milo.opcua.stack.core.types.structured.NotificationMessage;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.ResponseHeader;
import org.eclipse.milo.opcua.stack.core.types.structured.TranslateBrowsePathsToNodeIdsResponse;

/** What a server that is well would answer, encoded. */
final class HonestAnswers {

    final byte[] read;
    final byte[] translate;
    final byte[] browse;
    final byte[] subscription;
    final byte[] items;
    final byte[] publish;
    private final ResponseHeader header =
            new ResponseHeader(DateTime.MIN_VALUE, uint(1), StatusCode.GOOD, null, null, null);

    HonestAnswers(OpcUaClient client) {
        read = encoded(client, new ReadResponse(header, values(), null));
        translate = encoded(
                client,
                new TranslateBrowsePathsToNodeIdsResponse(
                        header,
                        new BrowsePathResult[] {
                            new BrowsePathResult(StatusCode.GOOD, new BrowsePathTarget[] {
                                new BrowsePathTarget(new NodeId(2, 5).expanded(), UInteger.MAX)
                            })
                        },
                        null));
        browse = encoded(
                client,
                new BrowseResponse(
                        header,
                        new BrowseResult[] {
                            new BrowseResult(StatusCode.GOOD, null, new ReferenceDescription[] {
                                new ReferenceDescription(
                                        NodeIds.Organizes,
                                        true,
                                        new NodeId(2, 5).expanded(),
                                        new QualifiedName(2, "Board"),
                                        LocalizedText.english("Board"),
                                        NodeClass.Object,
                                        NodeIds.FolderType.expanded())
                            })
                        },
                        null));
        subscription = encoded(client, new CreateSubscriptionResponse(header, uint(7), 100.0, uint(100), uint(1)));
        items = encoded(client, new CreateMonitoredItemsResponse(header, created(), null));
        publish = encoded(client, publish());
    }

    private static DataValue[] values() {
        return new DataValue[] {
            new DataValue(Variant.ofDouble(87.5)),
            new DataValue(Variant.ofFloat(48.1f)),
            new DataValue(Variant.ofString("4711")),
            new DataValue(Variant.ofBoolean(true))
        };
    }

    private static byte[] encoded(OpcUaClient client, UaResponseMessageType message) {
        ByteBuf buffer = Unpooled.buffer();
        new OpcUaBinaryEncoder(client.getStaticEncodingContext())
                .setBuffer(buffer)
                .encodeMessage(null, message);
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return bytes;
    }

    private PublishResponse publish() {
        MonitoredItemNotification[] items = new MonitoredItemNotification[4];
        DataValue[] values = values();
        for (int i = 0; i < items.length; i++) {
            items[i] = new MonitoredItemNotification(uint(i), values[i]);
        }
        return new PublishResponse(
                header,
                uint(7),
                new UInteger[0],
                false,
                new NotificationMessage(uint(1), DateTime.MIN_VALUE, new ExtensionObject[] {
                    ExtensionObject.encode(DefaultEncodingContext.INSTANCE, new DataChangeNotification(items, null))
                }),
                null,
                null);
    }

    private MonitoredItemCreateResult[] created() {
        MonitoredItemCreateResult[] results = new MonitoredItemCreateResult[4];
        Arrays.fill(results, new MonitoredItemCreateResult(StatusCode.GOOD, uint(1), 100.0, uint(1), null));
        return results;
    }
}
