package io.tieline.modbus;

import io.netty.buffer.ByteBuf;
import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.ReadListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the blocks of one poll group, one after the other, straight from the frames into the target. Event loop only. */
final class GroupRead implements Request.Listener {

    private static final class Block {
        final Chunk chunk;
        final Field[] fields;
        final Request request;

        Block(Chunk chunk, Request.Target unit, Request.Listener listener) {
            this.chunk = chunk;
            this.fields = chunk.fields().stream()
                    .sorted(Comparator.comparing(field -> !field.leads()))
                    .toArray(Field[]::new);
            this.request = Request.read(unit, Function.reading(chunk.space()), chunk.first(), chunk.size(), listener);
        }
    }

    private final Link link;
    private final Request.Target unit;
    private final short[] scales;
    private final FixedTexts fixed;
    private final List<Block> blocks = new ArrayList<>();
    private final Frame frame = new Frame();

    private int next;
    private @Nullable SampleTarget target;
    private @Nullable ReadListener listener;

    GroupRead(Link link, Request.Target unit, List<Chunk> chunks, short[] scales, FixedTexts fixed) {
        this.link = link;
        this.unit = unit;
        this.scales = scales;
        this.fixed = fixed;
        chunks.forEach(chunk -> blocks.add(new Block(chunk, unit, this)));
    }

    void start(SampleTarget into, ReadListener tell) {
        if (listener != null) {
            tell.failed(new DeviceFault(DeviceFault.Kind.PROTOCOL, "a read of this group is still under way"));
            return;
        }
        target = into;
        listener = tell;
        next = 0;
        proceed();
    }

    /** Fails a pending read; what comes later is ignored. */
    void cancel(DeviceFault fault) {
        end(fault);
    }

    private void proceed() {
        if (next < blocks.size()) {
            link.submit(blocks.get(next).request);
        } else {
            end(null);
        }
    }

    private void end(@Nullable DeviceFault fault) {
        ReadListener waiting = listener;
        listener = null;
        target = null;
        if (waiting == null) {
            return;
        }
        if (fault == null) {
            waiting.completed();
        } else {
            waiting.failed(fault);
        }
    }

    @Override
    public void answered(Request request, ByteBuf data) {
        SampleTarget into = target;
        if (into == null || !isExpected(request)) {
            return;
        }
        frame.over(data, request.address);
        try {
            publish(request, into);
        } catch (RuntimeException e) {
            // Whoever listens to the image must not end the event loop of all devices.
            end(new DeviceFault(DeviceFault.Kind.PROTOCOL, "the values could not be stored: " + e));
            return;
        }
        if (frame.isStrange()) {
            end(new DeviceFault(
                    DeviceFault.Kind.UNRECOGNISED,
                    "the SunSpec models of the device have moved: it is identified again at the next connection"));
        } else {
            next++;
            proceed();
        }
    }

    private void publish(Request request, SampleTarget into) {
        into.begin(request.middleUtcMillis());
        try {
            decode(blocks.get(next).fields, into);
        } finally {
            into.commit();
        }
    }

    private void decode(Field[] fields, SampleTarget into) {
        fixed.put(into);
        for (Field field : fields) {
            if (frame.isStrange()) {
                field.bad(into, Quality.BAD_CONFIGURATION);
            } else {
                field.decode(frame, scales, into);
            }
        }
    }

    @Override
    public void refused(Request request, int code) {
        SampleTarget into = target;
        if (into == null || !isExpected(request)) {
            return;
        }
        Optional<DeviceFault> fault = Refusal.fault(code, request.unit);
        if (fault.isPresent()) {
            end(fault.get());
        } else if (Refusal.quality(code) == Quality.BAD_NOT_SUPPORTED && blocks.get(next).fields.length > 1) {
            split();
            proceed();
        } else {
            bad(request, into, Refusal.quality(code));
            next++;
            proceed();
        }
    }

    /** Somewhere in the block is an address the device does not have: find it, for good. */
    private void split() {
        List<Chunk> halves = BlockPlanner.halves(blocks.get(next).chunk);
        blocks.remove(next);
        blocks.addAll(
                next, halves.stream().map(half -> new Block(half, unit, this)).toList());
    }

    private void bad(Request request, SampleTarget into, Quality why) {
        into.begin(request.middleUtcMillis());
        try {
            Arrays.stream(blocks.get(next).fields).forEach(field -> field.bad(into, why));
        } finally {
            into.commit();
        }
    }

    @Override
    public void failed(Request request, DeviceFault fault) {
        if (isExpected(request)) {
            end(fault);
        }
    }

    /** False for the answer to a read that was given up meanwhile. */
    private boolean isExpected(Request request) {
        return listener != null && next < blocks.size() && blocks.get(next).request == request;
    }
}
