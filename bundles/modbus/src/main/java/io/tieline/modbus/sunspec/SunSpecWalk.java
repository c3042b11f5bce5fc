package io.tieline.modbus.sunspec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tieline.modbus.framing.Function;
import io.tieline.modbus.unit.Answer;
import io.tieline.modbus.unit.Refusal;
import io.tieline.modbus.unit.RemoteUnit;
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
 * from model to model until the end mark (Device Information Model Specification V1.2, 6.3). Reads only, and no more than a
 * few hundred times, whatever the device says.
 */
public final class SunSpecWalk {

    /** Reads holding registers of the device. */
    public interface HoldingRegisters {
        CompletableFuture<Answer> read(int address, int quantity);
    }

    /** The id and length of a model. */
    private record Head(int id, int length) {

        /** Some devices end with 0 instead of the mark. */
        boolean ends() {
            return id == END || id == 0;
        }

        /** Whether it cannot be taken for something else. */
        boolean isSure() {
            return id == END && length == 0 || SunSpecCatalog.isHeader(id, length);
        }
    }

    /** The three of the specification; the others are the same from devices that count from 1. */
    public static final List<Integer> BASES = List.of(40000, 50000, 0, 39999, 40001, 49999, 1);

    private static final long MARKER = 0x53756E53L;
    private static final int END = 0xFFFF;
    private static final int ADDRESSES = 0x10000;
    private static final int MAX_READ = 125;
    /** Devices that take fewer registers at once take at least so many. */
    private static final int LEAST_READ = 16;
    /** More than any device has: a chain that does not end is no chain. */
    private static final int MAX_MODELS = 200;

    private static final int MAX_BODY = 4096;
    private static final int MAX_BODIES = 20_000;

    private final HoldingRegisters device;
    private final int unit;
    private final List<SunSpecModel> models = new ArrayList<>();
    private final Map<Integer, SunSpecBody> bodies = new HashMap<>();
    private int limit = MAX_READ;
    private int taken;

    public SunSpecWalk(HoldingRegisters device, int unit) {
        this.device = device;
        this.unit = unit;
    }

    public static SunSpecWalk of(RemoteUnit unit) {
        return new SunSpecWalk(
                (address, quantity) -> unit.read(Function.READ_HOLDING_REGISTERS, address, quantity),
                unit.target().unit());
    }

    /** Empty if the device answers but does not speak SunSpec; exceptional if it does not answer. */
    public CompletableFuture<Optional<SunSpecDevice>> find(List<Integer> bases) {
        if (bases.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        int base = bases.get(0);
        return words(base, 2).thenCompose(found -> {
            boolean marked = found.map(words -> words.u32(base) == MARKER).orElse(false);
            return marked ? walk(base, base + 2) : find(bases.subList(1, bases.size()));
        });
    }

    private CompletableFuture<Optional<SunSpecDevice>> walk(int base, int address) {
        return head(base, address).thenCompose(found -> {
            Optional<Integer> other = found.map(Head::isSure).orElse(false) ? Optional.empty() : definedEnd();
            if (other.isEmpty()) {
                return take(base, address, found);
            }
            // The device says a wrong length; its next model begins where the definition says.
            return head(base, other.get())
                    .thenCompose(there -> there.map(Head::isSure).orElse(false)
                            ? take(base, other.get(), there)
                            : take(base, address, found));
        });
    }

    /** Where the last model would end by its definition, if that is not where it says. */
    private Optional<Integer> definedEnd() {
        if (models.isEmpty()) {
            return Optional.empty();
        }
        SunSpecModel last = models.get(models.size() - 1);
        return SunSpecCatalog.find(last.id())
                .filter(definition -> !definition.allows(last.length()))
                .flatMap(SunSpecCatalog.Definition::onlyLength)
                .map(length -> last.address() + 2 + length);
    }

    private CompletableFuture<Optional<SunSpecDevice>> take(int base, int address, Optional<Head> found) {
        if (found.map(Head::ends).orElse(true) || models.size() >= MAX_MODELS) {
            return finished(base);
        }
        Head head = found.get();
        int occurrence =
                1 + (int) models.stream().filter(m -> m.id() == head.id).count();
        SunSpecModel model = new SunSpecModel(head.id, address, head.length, occurrence);
        models.add(model);
        return body(model).thenCompose(done -> walk(base, model.end()));
    }

    private CompletableFuture<Optional<SunSpecDevice>> finished(int base) {
        return CompletableFuture.completedFuture(
                models.isEmpty() ? Optional.empty() : Optional.of(new SunSpecDevice(base, models, bodies, limit)));
    }

    /** Empty where the chain ends without a mark: with an exception, at the last address, or in silence. */
    private CompletableFuture<Optional<Head>> head(int base, int address) {
        if (address > ADDRESSES - 2) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return words(address, 2)
                .thenApply(found -> found.map(words -> new Head(words.at(address), words.at(address + 1))))
                .exceptionallyCompose(failure -> isSilence(failure) && !models.isEmpty()
                        ? words(base, 2).thenApply(alive -> Optional.empty())
                        : CompletableFuture.failedFuture(failure));
    }

    private static boolean isSilence(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause instanceof DeviceException device && device.fault().kind() == DeviceFault.Kind.TIMEOUT;
    }

    /** Reads a model from its header to its end; one that cannot be read has no body and so no points. */
    private CompletableFuture<Void> body(SunSpecModel model) {
        int length = SunSpecCatalog.find(model.id())
                .flatMap(SunSpecCatalog.Definition::onlyLength)
                .map(defined -> Math.min(defined, model.length()))
                .orElse(model.length());
        int size = length + 2;
        boolean wanted = (SunSpecTable.reads(model) || SunSpecCommands.need(model))
                && size <= MAX_BODY
                && taken + size <= MAX_BODIES
                && model.address() + size <= ADDRESSES;
        if (!wanted) {
            return CompletableFuture.<Void>completedFuture(null);
        }
        taken += size;
        return body(model, size, Unpooled.buffer(2 * size), limit);
    }

    private CompletableFuture<Void> body(SunSpecModel model, int size, ByteBuf into, int most) {
        int read = into.readableBytes() / 2;
        if (read == size) {
            limit = most;
            bodies.put(model.address(), new SunSpecBody(into));
            return CompletableFuture.<Void>completedFuture(null);
        }
        int quantity = Math.min(size - read, most);
        return words(model.address() + read, quantity).thenCompose(found -> {
            if (found.isEmpty()) {
                return quantity <= LEAST_READ
                        ? CompletableFuture.<Void>completedFuture(null)
                        : body(model, size, into, Math.max(LEAST_READ, quantity / 2));
            }
            for (short word : found.get().words()) {
                into.writeShort(word);
            }
            return body(model, size, into, most);
        });
    }

    /** Empty if the device refuses the address. */
    private CompletableFuture<Optional<Answer.Words>> words(int address, int quantity) {
        return device.read(address, quantity).thenCompose(answer -> {
            if (answer instanceof Answer.Words words) {
                return CompletableFuture.completedFuture(Optional.of(words));
            }
            Optional<DeviceFault> fault = answer instanceof Answer.Failed failed
                    ? Optional.of(failed.fault())
                    : Refusal.fault(((Answer.Refused) answer).code(), unit);
            return fault.<CompletableFuture<Optional<Answer.Words>>>map(
                            f -> CompletableFuture.failedFuture(new DeviceException(f)))
                    .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
        });
    }
}
