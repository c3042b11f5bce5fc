package io.tieline.modbus;

import io.netty.buffer.ByteBuf;
import io.tieline.profile.ModbusPlan;
import io.tieline.southbound.DeviceFault;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** One unit behind a link, for conversations: what happens once, where a future per exchange does no harm. */
final class RemoteUnit {

    private final Link link;
    private final Request.Target target;
    private final BooleanSupplier over;

    RemoteUnit(Link link, Request.Target target) {
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
    RemoteUnit at(int unit) {
        return unit == ModbusPlan.OWN_UNIT ? this : new RemoteUnit(link, target.at(unit), over);
    }

    /** The same unit, asked as slowly as its profile says. */
    RemoteUnit bearing(ModbusPlan.Settings settings) {
        return new RemoteUnit(link, target.bearing(settings.pause().toNanos(), settings.inFlight()), over);
    }

    Link link() {
        return link;
    }

    Request.Target target() {
        return target;
    }

    CompletableFuture<Answer> read(Function function, int address, int quantity) {
        Collector collector = new Collector();
        link.submit(Request.read(target, function, address, quantity, collector));
        return collector.answer;
    }

    CompletableFuture<Answer> write(Function function, int address, short... words) {
        if (over.getAsBoolean()) {
            return CompletableFuture.completedFuture(new Answer.Failed(
                    new DeviceFault(DeviceFault.Kind.TIMEOUT, "not sent: the time of the command was over")));
        }
        Collector collector = new Collector();
        link.submit(Request.write(target, function, address, words, collector));
        return collector.answer;
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
