package io.tieline.model;

/** SI base units of the one model; there is no kW, min or mV anywhere inside or outward. */
public enum Unit {
    NONE(""),
    WATT("W"),
    WATT_HOUR("Wh"),
    VOLT("V"),
    AMPERE("A"),
    AMPERE_HOUR("Ah"),
    VOLT_AMPERE("VA"),
    VAR("var"),
    HERTZ("Hz"),
    SECOND("s"),
    CELSIUS("°C"),
    PERCENT("%"),
    RATIO("1"),
    COUNT("count"),
    OHM("Ω"),
    RPM("1/min"),
    PASCAL("Pa");

    private final String symbol;

    Unit(String symbol) {
        this.symbol = symbol;
    }

    public String symbol() {
        return symbol;
    }
}
