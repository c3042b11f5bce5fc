package io.tieline.northbound;

import io.tieline.model.Unit;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.structured.EUInformation;

/** Units as OPC UA names them: by UN/CEFACT common code (OPC 10000-8, 5.6.4.3). */
final class Units {

    private static final String UNECE = "http://www.opcfoundation.org/UA/units/un/cefact";

    private Units() {}

    static Optional<EUInformation> of(Unit unit) {
        return code(unit).map(code -> {
            LocalizedText symbol = LocalizedText.english(unit.symbol());
            return new EUInformation(UNECE, id(code), symbol, symbol);
        });
    }

    /** The characters of the code as one number. */
    private static int id(String code) {
        int id = 0;
        for (int i = 0; i < code.length(); i++) {
            id = id << 8 | code.charAt(i);
        }
        return id;
    }

    private static Optional<String> code(Unit unit) {
        return switch (unit) {
            case WATT -> Optional.of("WTT");
            case WATT_HOUR -> Optional.of("WHR");
            case VOLT -> Optional.of("VLT");
            case AMPERE -> Optional.of("AMP");
            case AMPERE_HOUR -> Optional.of("AMH");
            case VOLT_AMPERE -> Optional.of("D46");
            case VAR -> Optional.of("D44");
            case HERTZ -> Optional.of("HTZ");
            case SECOND -> Optional.of("SEC");
            case CELSIUS -> Optional.of("CEL");
            case PERCENT -> Optional.of("P1");
            case OHM -> Optional.of("OHM");
            case RPM -> Optional.of("RPM");
            case PASCAL -> Optional.of("PAL");
            case NONE, RATIO, COUNT -> Optional.empty();
        };
    }
}
