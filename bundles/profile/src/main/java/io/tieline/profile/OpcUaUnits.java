package io.tieline.profile;

import io.tieline.model.PointDefinition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The units OPC UA servers declare (EUInformation: OPC 10000-8, 5.6.4.3), which are the common codes of UNECE
 * Recommendation 20.
 */
public final class OpcUaUnits {

    /** Common code → our name of the unit. Rec 20, revision 17, Annex I. */
    private static final Map<String, String> CODES = codes();

    private OpcUaUnits() {}

    /**
     * The rule of a variable whose unit the server declares.
     *
     * @param rule without a unit; its sign stays
     * @param unitId the common code, its characters as the bytes of a number: {@code KWT} is 0x4B5754
     * @param displayName tried where the code says nothing: {@code kW}
     * @return empty if the unit is unknown, or none the point can be measured in
     */
    public static Optional<ValueRule> apply(ValueRule rule, PointDefinition point, int unitId, String displayName) {
        String name = CODES.getOrDefault(code(unitId), displayName);
        return UnitExpression.parse(name).flatMap(unit -> unit.as(point.unit())).map(unit -> rule.toBuilder()
                .scale(
                        rule.multiplier() * unit.multiplier(),
                        rule.divisor() * unit.divisor(),
                        rule.offset() + Math.signum(rule.multiplier()) * unit.offset())
                .build());
    }

    private static String code(int unitId) {
        StringBuilder code = new StringBuilder();
        for (int shift = 24; shift >= 0; shift -= 8) {
            int character = unitId >> shift & 0xFF;
            if (character != 0) {
                code.append((char) character);
            }
        }
        return code.toString();
    }

    private static Map<String, String> codes() {
        Map<String, String> codes = new HashMap<>();
        for (String pair :
                """
                WTT W, KWT kW, MAW MW, C31 mW, WHR Wh, KWH kWh, MWH MWh, VLT V, KVT kV, 2Z mV, AMP A, B22 kA, 4K mA,
                AMH Ah, E09 mAh, D46 VA, KVA kVA, MVA MVA, D44 var, KVR kvar, MAR Mvar, HTZ Hz, KHZ kHz, SEC s, C26 ms,
                MIN min, HUR h, CEL °C, FAH °F, KEL K, P1 %, C62 1, OHM Ω, B49 kΩ, B75 MΩ, PAL Pa, KPA kPa, BAR bar,
                RPM 1/min
                """
                        .split(",")) {
            String[] both = pair.strip().split(" ");
            codes.put(both[0], both[1]);
        }
        return Map.copyOf(codes);
    }
}
