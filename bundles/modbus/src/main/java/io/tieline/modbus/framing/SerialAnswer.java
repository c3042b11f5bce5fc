package io.tieline.modbus.framing;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** Finds the answer of one unit in what comes from a serial line. */
public final class SerialAnswer {

    /** No line brings more than this in one answer; then it is a stream of something else. */
    private static final int MOST_BYTES = 4 * Rtu.FRAMING.mostBytes();

    private final int unit;
    private final ByteBuf incoming = Unpooled.buffer(MOST_BYTES, MOST_BYTES);
    private @Nullable ByteBuf frame;
    private @Nullable String garbage;

    /** @param unit that was asked */
    public SerialAnswer(int unit) {
        this.unit = unit;
    }

    /** @param count what does not fit in is dropped: it is no answer any more */
    public void add(byte[] bytes, int count) {
        incoming.writeBytes(bytes, 0, Math.min(count, incoming.writableBytes()));
        look();
        if (frame == null && !incoming.isWritable()) {
            garbage = "a stream of bytes that is no answer";
        }
    }

    /** Nothing has come for longer than a frame may be interrupted. */
    public void silence() {
        if (frame == null && incoming.isReadable()) {
            int length = Rtu.FRAMING.frameLength(incoming);
            garbage = length > 0 && incoming.readableBytes() >= length
                    ? "a frame with a wrong CRC: check baud rate, parity, cabling and termination of the line"
                    : incoming.readableBytes() + " bytes that are no frame: check baud rate and parity";
        }
    }

    /** What is no frame yet, or none at all, is looked at again when more has come or the line has fallen silent. */
    private void look() {
        int length = Rtu.FRAMING.frameLength(incoming);
        while (length > 0 && incoming.readableBytes() >= length) {
            ByteBuf whole = incoming.slice(incoming.readerIndex(), length);
            if (!Rtu.isIntact(whole)) {
                return;
            }
            if (whole.getUnsignedByte(0) == unit) {
                frame = whole;
                return;
            }
            // Another unit, whose time was up before: what follows may be ours.
            incoming.skipBytes(length);
            length = Rtu.FRAMING.frameLength(incoming);
        }
    }

    /** The answer, once it is whole and its CRC is right. */
    @Nullable
    public ByteBuf frame() {
        return frame;
    }

    /** What is wrong with what has come, once it is sure that it is no answer. */
    @Nullable
    public String garbage() {
        return garbage;
    }
}
