package io.tieline.modbus.framing;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Cuts a stream of bytes into frames. Those that come whole, as nearly all do, are handed on where they are; only what
 * comes in pieces is put together in a buffer of one frame.
 */
public final class FrameReader {

    /** Where the frames go. May close the reader. */
    public interface Sink {
        /** @param frame between reader and writer index; valid during the call only */
        void frame(ByteBuf frame);

        void garbage(String what);

        /** How many frames may come before something is sent again. */
        int expected();
    }

    private final Framing framing;
    private final Sink sink;
    private ByteBuf pieces = Unpooled.EMPTY_BUFFER;
    private boolean closed;

    public FrameReader(Framing framing, Sink sink) {
        this.framing = framing;
        this.sink = sink;
    }

    /** Takes all that can be read from the buffer, which stays the caller's. */
    public void read(ByteBuf in) {
        while (in.isReadable() && !closed) {
            if (sink.expected() == 0) {
                refuse("bytes nobody asked for");
            } else if (pieces.isReadable()) {
                complete(in);
            } else {
                takeWhole(in);
            }
        }
    }

    private void takeWhole(ByteBuf in) {
        int length = framing.frameLength(in);
        if (length < 0) {
            refuse("the header of a frame is wrong");
        } else if (length == 0 || length > in.readableBytes()) {
            pieces = in.alloc().heapBuffer(framing.mostBytes(), framing.mostBytes());
            pieces.writeBytes(in);
        } else {
            int begin = in.readerIndex();
            int end = in.writerIndex();
            boolean tooMuch = isTooMuch(end - begin - length);
            in.writerIndex(begin + length);
            sink.frame(in);
            in.setIndex(begin + length, end);
            refuse(tooMuch);
        }
    }

    /** Byte by byte until the length is known: it is known from the first few. */
    private void complete(ByteBuf in) {
        int length = framing.frameLength(pieces);
        int missing = length > 0 ? length - pieces.readableBytes() : 1;
        pieces.writeBytes(in, Math.min(missing, in.readableBytes()));
        length = framing.frameLength(pieces);
        if (length < 0) {
            refuse("the header of a frame is wrong");
        } else if (length > 0 && pieces.readableBytes() >= length) {
            ByteBuf frame = pieces;
            pieces = Unpooled.EMPTY_BUFFER;
            boolean tooMuch = isTooMuch(in.readableBytes());
            try {
                sink.frame(frame);
            } finally {
                frame.release();
            }
            refuse(tooMuch);
        }
    }

    /** What came together with the last answer was there before the next request: it answers nothing. */
    private boolean isTooMuch(int behind) {
        return behind > 0 && sink.expected() < 2;
    }

    private void refuse(boolean tooMuch) {
        if (tooMuch && !closed) {
            refuse("more bytes than the answer has");
        }
    }

    private void refuse(String what) {
        closed = true;
        sink.garbage(what);
    }

    /** Takes no more. */
    public void close() {
        closed = true;
        pieces.release();
        pieces = Unpooled.EMPTY_BUFFER;
    }
}
