package io.tieline.opcua;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.encoding.binary.OpcUaBinaryDecoder;
import org.eclipse.milo.opcua.stack.core.types.UaRequestMessageType;
import org.eclipse.milo.opcua.stack.core.types.UaResponseMessageType;
import org.eclipse.milo.opcua.stack.core.util.Unit;
import org.eclipse.milo.opcua.stack.transport.client.ClientApplicationContext;
import org.eclipse.milo.opcua.stack.transport.client.OpcClientTransport;
import org.eclipse.milo.opcua.stack.transport.client.OpcClientTransportConfig;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfig;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfigBuilder;

/** Hands out mutated answers, in the order they were laid ready; never answers when there are none. */
final class Nonsense implements OpcClientTransport {
    private final OpcClientTransportConfig config;
    final ArrayDeque<byte[]> ready = new ArrayDeque<>();
    OpcUaClient client;
    int decoded;
    int refused;

    @SuppressWarnings("NullAway.Init") // the client needs its transport first
    Nonsense(Threads threads) {
        OpcTcpClientTransportConfigBuilder builder = OpcTcpClientTransportConfig.newBuilder();
        threads.configure(builder);
        config = builder.build();
    }

    @Override
    public OpcClientTransportConfig getConfig() {
        return config;
    }

    @Override
    public CompletableFuture<Unit> connect(ClientApplicationContext context) {
        return CompletableFuture.completedFuture(Unit.VALUE);
    }

    @Override
    public CompletableFuture<Unit> disconnect() {
        return CompletableFuture.completedFuture(Unit.VALUE);
    }

    @Override
    public CompletableFuture<UaResponseMessageType> sendRequestMessage(UaRequestMessageType request) {
        byte[] answer = ready.poll();
        if (answer == null) {
            return new CompletableFuture<>();
        }
        ByteBuf buffer = Unpooled.wrappedBuffer(answer);
        try {
            Object message = new OpcUaBinaryDecoder(client.getStaticEncodingContext())
                    .setBuffer(buffer)
                    .decodeMessage(null);
            if (message instanceof UaResponseMessageType response) {
                decoded++;
                return CompletableFuture.completedFuture(response);
            }
            refused++;
            return CompletableFuture.failedFuture(new ClassCastException("no response"));
        } catch (RuntimeException e) {
            // On a channel this ends in exceptionCaught, which closes it.
            refused++;
            return CompletableFuture.failedFuture(e);
        }
    }
}
