package io.tieline.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tieline.modbus.register.Frame;
import io.tieline.modbus.register.Registers;
import io.tieline.profile.Encoding;
import io.tieline.profile.ModbusPlan.Order;
import io.tieline.profile.Slice;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Every encoding in every order gives back what was put in. */
class RegistersPropertiesTest {

    private static double roundTrip(Encoding encoding, Order order, double number) {
        short[] words = Registers.words(Registers.bitsOf(encoding, number), encoding.registers(), order);
        return Registers.number(encoding, Registers.bits(frame(words), 10, encoding.registers(), order));
    }

    private static Frame frame(short... words) {
        ByteBuf buffer = Unpooled.buffer();
        for (short word : words) {
            buffer.writeShort(word);
        }
        return new Frame().over(buffer, 10);
    }

    @Property(seed = "20261122")
    void integers(@ForAll Order order, @ForAll int number) {
        assertThat(roundTrip(Encoding.I32, order, number)).isEqualTo(number);
        assertThat(roundTrip(Encoding.I64, order, number)).isEqualTo(number);
        assertThat(roundTrip(Encoding.I16, order, (short) number)).isEqualTo((short) number);
        assertThat(roundTrip(Encoding.U16, order, number & 0xFFFF)).isEqualTo(number & 0xFFFF);
        assertThat(roundTrip(Encoding.U32, order, number & 0xFFFF_FFFFL)).isEqualTo(number & 0xFFFF_FFFFL);
    }

    @Property(seed = "20261122")
    void integersOfThreeRegisters(
            @ForAll Order order, @ForAll @LongRange(min = -(1L << 47), max = (1L << 47) - 1) long number) {
        assertThat(roundTrip(Encoding.I48, order, number)).isEqualTo(number);
        assertThat(roundTrip(Encoding.U48, order, number & (1L << 48) - 1)).isEqualTo(number & (1L << 48) - 1);
    }

    @Property(seed = "20261122")
    void decimalsOfFourRegisters(
            @ForAll Order order, @ForAll @LongRange(min = 0, max = 9_007_199_254_740_992L) long number) {
        assertThat(roundTrip(Encoding.BCD64, order, number)).isEqualTo(number);
    }

    @Property(seed = "20261122")
    void aSliceIsWhatStandsInItsBits(
            @ForAll long bits, @ForAll @IntRange(max = 47) int low, @ForAll @IntRange(min = 1, max = 16) int width) {
        long expected = 0;
        for (int i = 0; i < width; i++) {
            expected |= (bits >>> low + i & 1) << i;
        }
        assertThat(Registers.number(Encoding.U64, new Slice(low, width), bits)).isEqualTo(expected);
        long negative = width > 1 && (bits >>> low + width - 1 & 1) == 1 ? expected - (1L << width) : expected;
        assertThat(Registers.number(Encoding.I64, new Slice(low, width), bits)).isEqualTo(negative);
    }

    @Property(seed = "20261122")
    void bigIntegersUpToWhatADoubleHolds(@ForAll Order order, @ForAll @LongRange(min = 0, max = 1L << 53) long number) {
        assertThat(roundTrip(Encoding.U64, order, number)).isEqualTo(number);
    }

    @Property(seed = "20261122")
    void floats(@ForAll Order order, @ForAll float number, @ForAll double wide) {
        assertThat(roundTrip(Encoding.F32, order, number)).isEqualTo(number);
        assertThat(roundTrip(Encoding.F64, order, wide)).isEqualTo(wide);
    }

    @Property(seed = "20261122")
    void decimals(@ForAll Order order, @ForAll @IntRange(max = 99_999_999) int number) {
        assertThat(roundTrip(Encoding.BCD32, order, number)).isEqualTo(number);
        assertThat(roundTrip(Encoding.BCD16, order, number % 10_000)).isEqualTo(number % 10_000);
    }

    @Property(seed = "20261122")
    void whatDoesNotFitIsSaidNotWrapped(@ForAll @IntRange(min = 40_000) int number) {
        assertThatThrownBy(() -> Registers.bitsOf(Encoding.I16, number)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Registers.bitsOf(Encoding.U16, -number)).isInstanceOf(ArithmeticException.class);
    }

    @Example
    void theWireOrdersAreThoseOfTheField() {
        // 123456.0f is 47F12000.
        assertThat(number(Order.BIG, 0x47F1, 0x2000)).isEqualTo(123456);
        assertThat(number(Order.WORD_SWAPPED, 0x2000, 0x47F1)).isEqualTo(123456);
        assertThat(number(Order.BYTE_SWAPPED, 0xF147, 0x0020)).isEqualTo(123456);
        assertThat(number(Order.LITTLE, 0x0020, 0xF147)).isEqualTo(123456);
    }

    private static double number(Order order, int first, int second) {
        return Registers.number(Encoding.F32, Registers.bits(frame((short) first, (short) second), 10, 2, order));
    }

    @Example
    void noDecimalDigitIsNoNumber() {
        assertThat(Registers.number(Encoding.BCD16, 0x12A4)).isNaN();
    }

    @Example
    void theLargestUnsignedNumberStaysPositive() {
        assertThat(Registers.number(Encoding.U64, -1L)).isEqualTo(0x1p64);
    }

    @Property(seed = "20261122")
    void decimalScalesAddNoNoise(@ForAll @IntRange(max = 65_535) int raw, @ForAll @IntRange(max = 10) int digits) {
        assertThat(Registers.scaled(raw, -digits)).isEqualTo(Double.parseDouble(raw + "e-" + digits));
    }
}
