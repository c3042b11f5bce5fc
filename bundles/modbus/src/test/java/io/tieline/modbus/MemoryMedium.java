package io.tieline.modbus;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.tieline.modbus.framing.Framing;
import io.tieline.modbus.transport.Link;
import io.tieline.modbus.transport.Medium;
import io.tieline.modbus.transport.SocketWire;
import io.tieline.model.SiteClock;
import io.tieline.southbound.DeviceFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A link over connections that exist in memory only, and a clock that the test moves. */
final class MemoryMedium implements Medium {

    private final Framing framing;
    private final EmbeddedChannel home = new EmbeddedChannel();
    final UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(false, true, true);
    final Link link;

    /** Nobody takes a connection. */
    boolean refuses;

    int connections;
    private final List<EmbeddedChannel> channels = new ArrayList<>();
    private long nanos = TimeUnit.HOURS.toNanos(1);

    MemoryMedium(Framing framing) {
        this.framing = framing;
        home.freezeTime();
        link = new Link(this, home.eventLoop(), SiteClock.system(), () -> nanos, new Random(7));
    }

    @Override
    public Framing framing() {
        return framing;
    }

    @Override
    public String place() {
        return "memory";
    }

    @Override
    public void open(Link into, long timeoutNanos) {
        connections++;
        if (refuses) {
            into.notOpened(new DeviceFault(DeviceFault.Kind.NO_CONNECTION, "refused"));
            return;
        }
        SocketWire wire = new SocketWire(
                into, framing, cause -> new DeviceFault(DeviceFault.Kind.NO_CONNECTION, String.valueOf(cause)));
        EmbeddedChannel opened = new EmbeddedChannel();
        opened.config().setAllocator(buffers);
        opened.pipeline().addLast(wire);
        channels.add(opened);
        into.opened(wire);
    }

    private EmbeddedChannel wire() {
        return channels.get(channels.size() - 1);
    }

    /** What was sent since the last call, on the present connection. */
    List<byte[]> sent() {
        while (channels.size() > 1) {
            channels.remove(0).finishAndReleaseAll();
        }
        List<byte[]> frames = new ArrayList<>();
        for (ByteBuf frame = wire().readOutbound(); frame != null; frame = wire().readOutbound()) {
            frames.add(ByteBufUtil.getBytes(frame));
            frame.release();
        }
        return frames;
    }

    /** Lets bytes arrive, unless we have closed the connection already. */
    void deliver(byte[] bytes, int from, int count) {
        if (wire().isActive()) {
            wire().writeInbound(buffers.buffer(count).writeBytes(bytes, from, count));
        }
    }

    void deliver(byte[] bytes) {
        deliver(bytes, 0, bytes.length);
    }

    void closeByPeer() {
        wire().close();
    }

    boolean isOpen() {
        return wire().isActive();
    }

    void advance(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
        home.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        home.runPendingTasks();
        home.runScheduledPendingTasks();
    }

    /** Ends the link and frees what its connections hold. */
    void end() {
        link.end();
        home.runPendingTasks();
        channels.forEach(EmbeddedChannel::finishAndReleaseAll);
        home.finishAndReleaseAll();
    }

    /** Bytes of buffers that somebody has not released. */
    long held() {
        return buffers.metric().usedHeapMemory() + buffers.metric().usedDirectMemory();
    }
}
