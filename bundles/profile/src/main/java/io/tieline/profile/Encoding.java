package io.tieline.profile;

/** How the bits of some registers are meant. */
public enum Encoding {
    U8(1, Kind.UNSIGNED),
    I8(1, Kind.SIGNED),
    U16(1, Kind.UNSIGNED),
    I16(1, Kind.SIGNED),
    U32(2, Kind.UNSIGNED),
    I32(2, Kind.SIGNED),
    U48(3, Kind.UNSIGNED),
    I48(3, Kind.SIGNED),
    U64(4, Kind.UNSIGNED),
    I64(4, Kind.SIGNED),
    F32(2, Kind.FLOAT),
    F64(4, Kind.FLOAT),
    BCD16(1, Kind.DECIMAL),
    BCD32(2, Kind.DECIMAL),
    BCD64(4, Kind.DECIMAL),
    BIT(1, Kind.UNSIGNED),
    ASCII(0, Kind.TEXT),
    /** The octets in hexadecimal digits. */
    HEX(0, Kind.TEXT),
    IPV4(2, Kind.TEXT),
    IPV6(8, Kind.TEXT),
    EUI48(3, Kind.TEXT),
    DAYS_2000(1, Kind.DATE),
    DAYS_1970(1, Kind.DATE),
    SECONDS_2000(2, Kind.DATE),
    UNIX(2, Kind.DATE),
    /** Two registers of packed decimal digits, {@code 00YY MMDD} or {@code YYYY MMDD}. */
    BCD_YYMMDD(2, Kind.DATE),
    YMD_WORDS(3, Kind.DATE),
    DMY_WORDS(3, Kind.DATE),
    MDY_WORDS(3, Kind.DATE),
    /** The first three octets of two registers. */
    YMD_BYTES(2, Kind.DATE),
    DMY_BYTES(2, Kind.DATE),
    MDY_BYTES(2, Kind.DATE),
    /** Smart Battery Data Specification 5.1.26: {@code (year - 1980) · 512 + month · 32 + day}. */
    SMBUS(1, Kind.DATE);

    /** The families of encodings. */
    public enum Kind {
        UNSIGNED,
        SIGNED,
        FLOAT,
        /** Binary coded decimal. */
        DECIMAL,
        TEXT,
        /** Becomes a text: an ISO 8601 date. */
        DATE
    }

    private final int registers;
    private final Kind kind;

    Encoding(int registers, Kind kind) {
        this.registers = registers;
        this.kind = kind;
    }

    /** 0: as many as the value says. */
    public int registers() {
        return registers;
    }

    public Kind kind() {
        return kind;
    }

    public boolean isNumber() {
        return kind != Kind.TEXT && kind != Kind.DATE;
    }

    public boolean isInteger() {
        return kind == Kind.UNSIGNED || kind == Kind.SIGNED;
    }

    /** How many bits the number has. */
    public int bits() {
        return this == U8 || this == I8 ? 8 : 16 * registers;
    }
}
