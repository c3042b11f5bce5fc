package io.tieline.modbus;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Finds out whether a device speaks SunSpec and which models it has: the marker at one of the well-known addresses, then
 * from model to model until the end mark (Device Information Model Specification V1.2, 6.3).
 */
final class SunSpecWalk {

    /** The three of the specification; the others are the same from devices that count from 1. */
    static final List<Integer> BASES = List.of(40000, 50000, 0, 39999, 40001, 49999, 1);

    private static final int END = 0xFFFF;
    private static final int MAX_READ = 125;
    /** More than any device has: a chain that does not end is no chain. */
    private static final int MAX_MODELS = 200;

    private final RemoteUnit unit;
    private final List<SunSpecModel> models = new ArrayList<>();
    private final Map<Integer, ByteBuf> bodies = new HashMap<>();

    SunSpecWalk(RemoteUnit unit) {
        this.unit = unit;
    }

    /** Empty if the device answers but does not speak SunSpec; exceptional if it does not answer. */
    CompletableFuture<Optional<SunSpecDevice>> find(List<Integer> bases) {
        if (bases.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        int base = bases.get(0);
        return words(base, 2).thenCompose(found -> {
            boolean marked = found.map(words -> words.u32(base) == 0x53756E53L).orElse(false);
            return marked ? header(base, base + 2) : find(bases.subList(1, bases.size()));
        });
    }

    private CompletableFuture<Optional<SunSpecDevice>> header(int base, int address) {
        if (address > 0xFFFE || models.size() >= MAX_MODELS) {
            return finished(base);
        }
        return words(address, 2).thenCompose(found -> {
            // Some devices end their chain with an exception instead of the mark.
            if (found.isEmpty() || found.get().at(address) == END || found.get().at(address) == 0) {
                return finished(base);
            }
            int id = found.get().at(address);
            int occurrence = 1 + (int) models.stream().filter(m -> m.id() == id).count();
            SunSpecModel model = new SunSpecModel(id, address, found.get().at(address + 1), occurrence);
            models.add(model);
            CompletableFuture<?> body = SunSpecTable.knows(model)
                    ? body(model, Unpooled.buffer(2 * (model.length() + 2)))
                    : CompletableFuture.completedFuture(null);
            return body.thenCompose(done -> header(base, model.end()));
        });
    }

    private CompletableFuture<Optional<SunSpecDevice>> finished(int base) {
        return CompletableFuture.completedFuture(
                models.isEmpty() ? Optional.empty() : Optional.of(new SunSpecDevice(base, models, bodies)));
    }

    /** Reads a model from its header to its end; one that cannot be read has no body and so no points. */
    private CompletableFuture<?> body(SunSpecModel model, ByteBuf into) {
        int read = into.readableBytes() / 2;
        int rest = model.length() + 2 - read;
        if (rest <= 0) {
            bodies.put(model.address(), into);
            return CompletableFuture.completedFuture(null);
        }
        return words(model.address() + read, Math.min(rest, MAX_READ)).thenCompose(found -> {
            if (found.isEmpty()) {
                return CompletableFuture.completedFuture(null);
            }
            for (short word : found.get().words()) {
                into.writeShort(word);
            }
            return body(model, into);
        });
    }

    /** Empty if the device refuses the address. */
    private CompletableFuture<Optional<Answer.Words>> words(int address, int quantity) {
        return unit.read(Function.READ_HOLDING_REGISTERS, address, quantity).thenCompose(answer -> {
            if (answer instanceof Answer.Words words) {
                return CompletableFuture.completedFuture(Optional.of(words));
            }
            Optional<DeviceFault> fault = answer instanceof Answer.Failed failed
                    ? Optional.of(failed.fault())
                    : Refusal.fault(
                            ((Answer.Refused) answer).code(), unit.target().unit());
            return fault.<CompletableFuture<Optional<Answer.Words>>>map(
                            f -> CompletableFuture.failedFuture(new DeviceException(f)))
                    .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
        });
    }
}
