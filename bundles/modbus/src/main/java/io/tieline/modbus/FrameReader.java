package io.tieline.modbus;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Cuts a stream of bytes into frames. Those that come whole, as nearly all do, are handed on where they are; only what
 * comes in pieces is put together in a buffer of one frame.
 */
final class FrameReader {

    /** Where the frames go. May close the reader. */
    interface Sink {
        /** @param frame between reader and writer index; valid during the call only */
        void frame(ByteBuf frame);

        void garbage(String what);
    }

    private final Framing framing;
    private final Sink sink;
    private ByteBuf pieces = Unpooled.EMPTY_BUFFER;
    private boolean closed;

    FrameReader(Framing framing, Sink sink) {
        this.framing = framing;
        this.sink = sink;
    }

    /** Takes all that can be read from the buffer, which stays the caller's. */
    void read(ByteBuf in) {
        while (in.isReadable() && !closed) {
            if (pieces.isReadable()) {
                complete(in);
            } else {
                takeWhole(in);
            }
        }
    }

    private void takeWhole(ByteBuf in) {
        int length = framing.frameLength(in);
        if (length < 0) {
            refuse();
        } else if (length == 0 || length > in.readableBytes()) {
            pieces = in.alloc().heapBuffer(framing.mostBytes(), framing.mostBytes());
            pieces.writeBytes(in);
        } else {
            int begin = in.readerIndex();
            int end = in.writerIndex();
            in.writerIndex(begin + length);
            sink.frame(in);
            in.setIndex(begin + length, end);
        }
    }

    /** Byte by byte until the length is known: it is known from the first few. */
    private void complete(ByteBuf in) {
        int length = framing.frameLength(pieces);
        int missing = length > 0 ? length - pieces.readableBytes() : 1;
        pieces.writeBytes(in, Math.min(missing, in.readableBytes()));
        length = framing.frameLength(pieces);
        if (length < 0) {
            refuse();
        } else if (length > 0 && pieces.readableBytes() >= length) {
            ByteBuf frame = pieces;
            pieces = Unpooled.EMPTY_BUFFER;
            try {
                sink.frame(frame);
            } finally {
                frame.release();
            }
        }
    }

    private void refuse() {
        closed = true;
        sink.garbage("the header of a frame is wrong");
    }

    /** Takes no more. */
    void close() {
        closed = true;
        pieces.release();
        pieces = Unpooled.EMPTY_BUFFER;
    }
}
