package io.tieline.modbus.framing;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** How a PDU is put into a frame and how frames are told apart. Pure functions. */
public sealed interface Framing permits Mbap, Rtu {

    /** What {@link #transaction} says where frames bear no number. */
    int NO_TRANSACTION = -1;

    /** Longest frame in bytes. */
    int mostBytes();

    /** @param out empty, with room for the longest frame */
    void encode(Request request, ByteBuf out);

    /** The length of the frame at the reader index, 0 if that cannot be seen yet, -1 if this is not Modbus. */
    int frameLength(ByteBuf in);

    /** The number that ties a whole frame to its request, {@link #NO_TRANSACTION} where there is none. */
    int transaction(ByteBuf frame);

    /** Whether frames bear the number of their request. Without, only one request can be under way. */
    boolean hasTransactions();

    /** Nobody answers it: it goes to all units of a bus. */
    boolean isBroadcast(Request request);

    /**
     * Whether a whole frame answers a request.
     *
     * @return null if it does, else what is wrong with it
     */
    @Nullable
    String mismatch(Request request, ByteBuf frame);

    /** The exception code of a frame that fits its request, 0 if it is none. */
    int exception(ByteBuf frame);

    /** Leaves nothing but the data of a frame that fits its request between reader and writer index. */
    void trimToData(Request request, ByteBuf frame);
}
