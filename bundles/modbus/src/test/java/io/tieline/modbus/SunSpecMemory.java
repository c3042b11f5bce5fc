package io.tieline.modbus;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tieline.modbus.register.Field;
import io.tieline.modbus.register.Frame;
import io.tieline.modbus.sunspec.SunSpecDevice;
import io.tieline.modbus.sunspec.SunSpecLayout;
import io.tieline.modbus.sunspec.SunSpecWalk;
import io.tieline.modbus.unit.Answer;
import io.tieline.modbus.unit.Refusal;
import io.tieline.modbus.unit.RegisterSession;
import io.tieline.model.Device;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceKind;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.LiveImage;
import io.tieline.model.SampleTarget;
import io.tieline.profile.Rate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A SunSpec device in memory: walked and decoded by the real code, without a wire between. */
public final class SunSpecMemory {

    private static final int ADDRESSES = 0x10000;

    private final ByteBuf words = Unpooled.buffer(2 * ADDRESSES).writeZero(2 * ADDRESSES);
    private final BitSet present = new BitSet(ADDRESSES);
    private int most = 125;
    public int reads;

    /** Refuses to read more registers at once. */
    public SunSpecMemory atMost(int registers) {
        most = registers;
        return this;
    }

    public SunSpecMemory put(int address, int... values) {
        for (int i = 0; i < values.length; i++) {
            set(address + i, values[i]);
        }
        return this;
    }

    public SunSpecMemory number(int address, long bits, int registers) {
        for (int i = 0; i < registers; i++) {
            set(address + i, (int) (bits >>> 16 * (registers - 1 - i)));
        }
        return this;
    }

    private void set(int address, int word) {
        words.setShort(2 * address, word);
        present.set(address);
    }

    /** Registers that answer with an exception, as all do that were never put. */
    public SunSpecMemory hole(int first, int count) {
        present.clear(first, first + count);
        return this;
    }

    /** The marker; models follow. */
    public SunSpecMemory marker(int base) {
        return put(base, 0x5375, 0x6E53);
    }

    /** A model full of "not implemented" values. */
    public SunSpecMemory model(int address, int id, int length) {
        put(address, id, length);
        for (int i = 0; i < length; i++) {
            set(address + 2 + i, 0xFFFF);
        }
        return this;
    }

    public CompletableFuture<Answer> read(int address, int quantity) {
        reads++;
        if (quantity > most || address < 0 || address + quantity > ADDRESSES) {
            return CompletableFuture.completedFuture(new Answer.Refused(Refusal.ILLEGAL_ADDRESS));
        }
        short[] answer = new short[quantity];
        for (int i = 0; i < quantity; i++) {
            if (!present.get(address + i)) {
                return CompletableFuture.completedFuture(new Answer.Refused(Refusal.ILLEGAL_ADDRESS));
            }
            answer[i] = words.getShort(2 * (address + i));
        }
        return CompletableFuture.completedFuture(new Answer.Words(address, answer));
    }

    public Optional<SunSpecDevice> walk() {
        return new SunSpecWalk(this::read, 1).find(SunSpecWalk.BASES).join();
    }

    /** All fields of a layout, in the order in which a poll reads them. */
    static List<Field> fields(RegisterSession.Layout layout) {
        List<Field> fields = new ArrayList<>();
        for (Rate rate : Rate.values()) {
            layout.chunks().getOrDefault(rate, List.of()).forEach(chunk -> chunk.fields().stream()
                    .sorted(Comparator.comparing(field -> !field.leads()))
                    .forEach(fields::add));
        }
        return fields;
    }

    /** Decodes all fields from what the memory holds now. */
    public void decode(RegisterSession.Layout layout, SampleTarget target) {
        short[] scales = new short[layout.scales()];
        Arrays.fill(scales, Field.UNREAD_SCALE);
        Frame frame = new Frame().over(words, 0);
        target.begin(0);
        for (Field field : fields(layout)) {
            field.decode(frame, scales, target);
        }
        target.commit();
    }

    /** What the image holds after one poll of everything. */
    public DeviceSnapshot snapshot(boolean invertSign) {
        RegisterSession.Layout layout = SunSpecLayout.of(walk().orElseThrow(), invertSign);
        DeviceImage image = new LiveImage(List.of(new Device(0, "dev", DeviceKind.BATTERY))).device(0);
        image.adopt(layout.points());
        decode(layout, image.target());
        DeviceSnapshot snapshot = new DeviceSnapshot();
        image.read(snapshot);
        return snapshot;
    }
}
