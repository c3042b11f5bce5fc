package io.tieline.modbus;

import io.tieline.modbus.register.Frame;
import io.tieline.modbus.register.Registers;
import io.tieline.modbus.register.TextForm;
import io.tieline.modbus.unit.Answer;
import io.tieline.profile.ModbusPlan.Place;
import java.math.BigDecimal;

/** What stands in some registers, as a text for people and for patterns: numbers in decimal digits. */
final class RegisterText {

    private RegisterText() {}

    /** Empty where nothing stands there. */
    static String of(Answer.Words words, Place place) {
        Frame frame = words.frame();
        if (!place.encoding().isNumber()) {
            byte[] octets = new byte[2 * place.registers()];
            for (int i = 0; i < place.registers(); i++) {
                int word = Registers.arranged(frame.u16(place.address() + i), place.order());
                octets[2 * i] = (byte) (word >> 8);
                octets[2 * i + 1] = (byte) word;
            }
            String text = TextForm.text(place.encoding(), octets);
            return text == null ? "" : text;
        }
        long bits = Registers.bits(frame, place.address(), place.registers(), place.order());
        double number = Registers.number(place.encoding(), place.slice(), bits);
        return Double.isFinite(number)
                ? new BigDecimal(number).stripTrailingZeros().toPlainString()
                : "";
    }
}
