package io.tieline.modbus.unit;

import io.netty.buffer.ByteBuf;
import io.tieline.modbus.framing.Function;
import io.tieline.modbus.framing.Request;
import io.tieline.modbus.transport.Link;
import io.tieline.profile.ModbusPlan;
import io.tieline.profile.ModbusPlan.Preamble;
import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** One unit behind a link, for conversations: what happens once, where a future per exchange does no harm. */
public final class RemoteUnit {

    private final Link link;
    private final Request.Target target;
    private final BooleanSupplier over;

    public RemoteUnit(Link link, Request.Target target) {
        this(link, target, () -> false);
    }

    private RemoteUnit(Link link, Request.Target target, BooleanSupplier over) {
        this.link = link;
        this.target = target;
        this.over = over;
    }

    /** The same unit, but its requests overtake waiting polls. */
    RemoteUnit overtaking() {
        return new RemoteUnit(link, target.overtaking(), over);
    }

    /** The same unit, to which nothing is written any more once what it is written for is over. */
    RemoteUnit until(BooleanSupplier end) {
        return new RemoteUnit(link, target, end);
    }

    /** Another unit behind the same connection; {@link ModbusPlan#OWN_UNIT} is this one. */
    public RemoteUnit at(int unit) {
        return unit == ModbusPlan.OWN_UNIT ? this : new RemoteUnit(link, target.at(unit), over);
    }

    /** The same unit, asked as slowly as its profile says. */
    public RemoteUnit bearing(ModbusPlan.Settings settings) {
        return new RemoteUnit(link, target.bearing(settings.pause().toNanos(), settings.inFlight()), over);
    }

    public Link link() {
        return link;
    }

    public Request.Target target() {
        return target;
    }

    public CompletableFuture<Answer> read(Function function, int address, int quantity) {
        Collector collector = new Collector();
        link.submit(Request.read(target, function, address, quantity, collector));
        return collector.answer;
    }

    public CompletableFuture<Answer> write(Function function, int address, short... words) {
        if (over.getAsBoolean()) {
            return CompletableFuture.completedFuture(new Answer.Failed(
                    new DeviceFault(DeviceFault.Kind.TIMEOUT, "not sent: the time of the command was over")));
        }
        Collector collector = new Collector();
        link.submit(Request.write(target, function, address, words, collector));
        return collector.answer;
    }

    /** Reads what the device wants read first; it may well refuse it. Exceptional if it does not answer. */
    public CompletableFuture<?> prepare(List<Preamble> reads) {
        if (reads.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Answer> answer = reads.get(0) instanceof Preamble.Registers registers
                ? at(registers.unit())
                        .read(Function.reading(registers.space()), registers.address(), registers.registers())
                : write(Function.READ_IDENTIFICATION, 0);
        return answer.thenCompose(got -> got instanceof Answer.Failed failed
                ? CompletableFuture.failedFuture(new DeviceException(failed.fault()))
                : prepare(reads.subList(1, reads.size())));
    }

    private static final class Collector implements Request.Listener {
        private final CompletableFuture<Answer> answer = new CompletableFuture<>();

        @Override
        public void answered(Request request, ByteBuf data) {
            if (request.function.bits() || request.function == Function.READ_IDENTIFICATION) {
                byte[] bytes = new byte[data.readableBytes()];
                data.readBytes(bytes);
                answer.complete(new Answer.Octets(bytes));
                return;
            }
            short[] words = new short[request.function.reads() ? request.quantity : 0];
            for (int i = 0; i < words.length; i++) {
                words[i] = data.readShort();
            }
            answer.complete(new Answer.Words(request.address, words));
        }

        @Override
        public void refused(Request request, int code) {
            answer.complete(new Answer.Refused(code));
        }

        @Override
        public void failed(Request request, DeviceFault fault) {
            answer.complete(new Answer.Failed(fault));
        }
    }
}
