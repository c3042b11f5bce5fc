package io.tieline.modbus.unit;

import io.netty.buffer.ByteBuf;
import io.tieline.modbus.framing.Function;
import io.tieline.modbus.framing.Request;
import io.tieline.modbus.register.BlockPlanner;
import io.tieline.modbus.register.Chunk;
import io.tieline.modbus.register.Field;
import io.tieline.modbus.register.FixedTexts;
import io.tieline.modbus.register.Frame;
import io.tieline.modbus.register.Quantities;
import io.tieline.modbus.transport.Link;
import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import io.tieline.profile.ModbusPlan;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.ReadListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the blocks of one poll group straight from the frames into the target, as many at once as the device takes. What
 * other values need comes first. Event loop only.
 */
final class GroupRead {

    /** Blocks of different turns are never under way together. */
    private enum Turn {
        /** Shows that everything else still stands where it is looked for. */
        GUARD,
        /** Other values need what it brings. */
        LEADER,
        OTHER;

        static Turn of(Chunk chunk) {
            if (chunk.fields().stream().anyMatch(Field::guards)) {
                return GUARD;
            }
            return chunk.fields().stream().anyMatch(Field::leads) ? LEADER : OTHER;
        }
    }

    private static final Comparator<Block> IN_TURN = Comparator.comparing(block -> block.turn);

    private final Link link;
    private final Request.Target unit;
    private final short[] scales;
    private final FixedTexts fixed;
    private final List<Block> blocks = new ArrayList<>();
    private final ArrayDeque<Block> waiting = new ArrayDeque<>();
    private final Frame frame = new Frame();

    private int underway;
    private Turn turnUnderway = Turn.GUARD;
    private int answered;
    private @Nullable DeviceFault fault;
    /** Why what guards the other values could not be read this time; null: it was, or nothing does. */
    private @Nullable Quality unguarded;

    private @Nullable SampleTarget target;
    private @Nullable ReadListener listener;

    GroupRead(Link link, Request.Target unit, List<Chunk> chunks, short[] scales, FixedTexts fixed) {
        this.link = link;
        this.unit = unit;
        this.scales = scales;
        this.fixed = fixed;
        chunks.forEach(chunk -> blocks.add(new Block(chunk)));
        blocks.sort(IN_TURN);
    }

    /** One request of the group and what it brings. */
    private final class Block implements Request.Listener {

        final Chunk chunk;
        final Field[] fields;
        final Turn turn;
        /** Of the unit the device is addressed by: without it there is no device. */
        final boolean own;

        final Request request;

        Block(Chunk chunk) {
            this.chunk = chunk;
            this.fields = Quantities.gathered(chunk.fields());
            this.turn = Turn.of(chunk);
            this.own = chunk.unit() == ModbusPlan.OWN_UNIT || chunk.unit() == unit.unit();
            this.request = Request.read(
                    own ? unit : unit.at(chunk.unit()),
                    Function.reading(chunk.space()),
                    chunk.first(),
                    chunk.size(),
                    this);
        }

        @Override
        public void answered(Request done, ByteBuf data) {
            underway--;
            SampleTarget into = target;
            if (into != null && fault == null) {
                answered++;
                publish(this, data, into);
            }
            proceed();
        }

        @Override
        public void refused(Request done, int code) {
            underway--;
            SampleTarget into = target;
            if (into != null && fault == null) {
                refusedWith(this, code, into);
            }
            proceed();
        }

        @Override
        public void failed(Request done, DeviceFault why) {
            underway--;
            SampleTarget into = target;
            if (into != null && fault == null) {
                lost(this, why, into);
            }
            proceed();
        }
    }

    void start(SampleTarget into, ReadListener tell) {
        if (listener != null) {
            tell.failed(new DeviceFault(DeviceFault.Kind.PROTOCOL, "a read of this group is still under way"));
            return;
        }
        target = into;
        listener = tell;
        fault = null;
        unguarded = null;
        answered = 0;
        waiting.clear();
        for (int i = 0; i < blocks.size(); i++) {
            waiting.addLast(blocks.get(i));
        }
        proceed();
    }

    /** Fails a pending read; what comes later is ignored. */
    void cancel(DeviceFault why) {
        fault = why;
        waiting.clear();
        end();
    }

    /**
     * Sends what may be sent. A read ends only when nothing is under way any more: a request that still waits for its
     * answer must not be sent again by the next read.
     */
    private void proceed() {
        while (fault == null && mayStart(waiting.peekFirst())) {
            Block block = waiting.removeFirst();
            underway++;
            turnUnderway = block.turn;
            link.submit(block.request);
        }
        if (underway == 0 && listener != null) {
            end();
        }
    }

    private boolean mayStart(@Nullable Block block) {
        return block != null && underway < unit.inFlight() && (underway == 0 || block.turn == turnUnderway);
    }

    private void end() {
        ReadListener tell = listener;
        DeviceFault why = fault;
        listener = null;
        target = null;
        if (tell == null) {
            return;
        }
        if (why == null) {
            tell.completed();
        } else {
            tell.failed(why);
        }
    }

    private void publish(Block block, ByteBuf data, SampleTarget into) {
        frame.over(data, block.request.address);
        try {
            into.begin(block.request.middleUtcMillis());
            try {
                decode(block.fields, into);
            } finally {
                into.commit();
            }
        } catch (RuntimeException e) {
            // Whoever listens to the image must not end the event loop of all devices.
            fault = new DeviceFault(DeviceFault.Kind.PROTOCOL, "the values could not be stored: " + e);
            return;
        }
        if (frame.isStrange()) {
            fault = new DeviceFault(
                    DeviceFault.Kind.UNRECOGNISED,
                    frame.strangeness() + ": it is identified again at the next connection");
        }
    }

    private void decode(Field[] fields, SampleTarget into) {
        fixed.put(into);
        for (Field field : fields) {
            if (frame.isStrange()) {
                field.bad(into, Quality.BAD_CONFIGURATION);
            } else if (unguarded != null) {
                field.bad(into, unguarded);
            } else {
                field.decode(frame, scales, into);
            }
        }
    }

    private void refusedWith(Block block, int code, SampleTarget into) {
        Optional<DeviceFault> gone = Refusal.fault(code, block.request.unit);
        if (gone.isPresent()) {
            lost(block, gone.get(), into);
            return;
        }
        answered++;
        Quality why = Refusal.quality(code);
        if (why == Quality.BAD_NOT_SUPPORTED && BlockPlanner.isDivisible(block.chunk)) {
            split(block);
        } else {
            bad(block, why, into);
        }
    }

    /** Nobody answers: without its own unit there is no device, without another one there are values less. */
    private void lost(Block block, DeviceFault why, SampleTarget into) {
        boolean lastHope = answered == 0 && underway == 0 && waiting.isEmpty();
        if (block.own || lastHope) {
            fault = why;
        } else {
            bad(block, why.kind().quality(), into);
        }
    }

    /**
     * Somewhere in the block is an address the device does not have: find it, for good. What other values need comes first
     * all the same: else they would be made with the scale of the poll before.
     */
    private void split(Block block) {
        List<Block> halves =
                BlockPlanner.halves(block.chunk).stream().map(Block::new).toList();
        int at = blocks.indexOf(block);
        blocks.remove(at);
        blocks.addAll(at, halves);
        blocks.sort(IN_TURN);
        List<Block> rest = new ArrayList<>(halves);
        rest.addAll(waiting);
        rest.sort(IN_TURN);
        waiting.clear();
        waiting.addAll(rest);
    }

    private void bad(Block block, Quality why, SampleTarget into) {
        unguarded = block.turn == Turn.GUARD ? why : unguarded;
        into.begin(block.request.middleUtcMillis());
        try {
            for (Field field : block.fields) {
                field.forget(scales);
                field.bad(into, why);
            }
        } finally {
            into.commit();
        }
    }
}
