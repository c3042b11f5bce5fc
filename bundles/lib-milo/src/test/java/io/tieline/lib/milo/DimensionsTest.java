package io.tieline.lib.milo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import org.eclipse.milo.opcua.stack.core.UaSerializationException;
import org.eclipse.milo.opcua.stack.core.encoding.DefaultEncodingContext;
import org.eclipse.milo.opcua.stack.core.encoding.binary.OpcUaBinaryDecoder;
import org.eclipse.milo.opcua.stack.core.types.builtin.Matrix;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packed Milo makes no room for dimensions beyond its limits. */
class DimensionsTest {

    /** OPC 10000-6, 5.2.2.16: Int32, an array, with dimensions. */
    private static final int INT32_MATRIX = 6 | 0x80 | 0x40;

    private static Variant decoded(int[] values, int number, int... dimensions) {
        ByteBuf buffer = Unpooled.buffer().writeByte(INT32_MATRIX).writeIntLE(values.length);
        for (int value : values) {
            buffer.writeIntLE(value);
        }
        buffer.writeIntLE(number);
        for (int dimension : dimensions) {
            buffer.writeIntLE(dimension);
        }
        return new OpcUaBinaryDecoder(DefaultEncodingContext.INSTANCE)
                .setBuffer(buffer)
                .decodeVariant();
    }

    // 100 million would fit into the memory of most gateways, but not into any message.
    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, 100_000_000, -2, Integer.MIN_VALUE})
    void moreDimensionsThanAMessageHoldsAreRefusedUnallocated(int number) {
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = memory.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(() -> decoded(new int[] {7}, number)).isInstanceOf(UaSerializationException.class);
        assertThat(memory.getCurrentThreadAllocatedBytes() - before).isLessThan(50_000_000);
    }

    @Test
    void aMatrixIsDecodedAsBefore() {
        assertThat(decoded(new int[] {1, 2, 3, 4, 5, 6}, 2, 2, 3).getValue())
                .isInstanceOfSatisfying(Matrix.class, matrix -> assertThat(matrix.getDimensions())
                        .containsExactly(2, 3));
    }

    @Test
    void anArrayWithoutDimensionsIsDecodedAsBefore() {
        assertThat(decoded(new int[] {1, 2}, -1).getValue()).isEqualTo(new Integer[] {1, 2});
    }
}
