package io.tieline.modbus.sunspec;

/** Models that are laid out alike: {@code 101-103}, or one alone. */
record SunSpecRange(int first, int last) {

    static SunSpecRange parse(String text) {
        String[] ends = text.split("-");
        return new SunSpecRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
    }

    boolean has(SunSpecModel model) {
        return model.id() >= first && model.id() <= last;
    }
}
