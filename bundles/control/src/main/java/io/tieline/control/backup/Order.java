package io.tieline.control.backup;

/**
 * Something other than a setpoint that is to be done now.
 *
 * @param device index of the device it goes to, {@link #NOBODY} for a request to people or a scheduler
 * @param target who is meant: {@code pdu-3/outlet.12}, {@code genset-1}, {@code scheduler}
 * @param command canonical: {@code outlet.12.switch}, {@code genset.start}; empty for a request
 * @param argument of the command: 0 or 1 for a switch, NaN for none, W for a request
 * @param why in words an operator reads
 */
public record Order(Kind kind, int device, String target, String command, double argument, String why) {

    public static final int NOBODY = -1;

    /** What is ordered. */
    public enum Kind {
        OUTLET_OFF("switch off"),
        OUTLET_ON("switch on"),
        GENERATOR_START("start"),
        GENERATOR_STOP("stop"),
        /** Whoever runs the load may lower it by himself before outlets are switched. */
        REDUCE_LOAD("reduce the load:");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    static Order outlet(Outlet outlet, boolean on, String why) {
        return new Order(
                on ? Kind.OUTLET_ON : Kind.OUTLET_OFF,
                outlet.device(),
                outlet.id(),
                "outlet." + outlet.number() + ".switch",
                on ? 1 : 0,
                why);
    }

    static Order generator(Generator generator, boolean start, String why) {
        return new Order(
                start ? Kind.GENERATOR_START : Kind.GENERATOR_STOP,
                generator.device(),
                generator.id(),
                start ? "genset.start" : "genset.stop",
                Double.NaN,
                why);
    }

    static Order request(double watts, String why) {
        return new Order(Kind.REDUCE_LOAD, NOBODY, "scheduler", "", watts, why);
    }

    /** What an operator reads: {@code switch off pdu-3/outlet.12: …}. */
    public String sentence() {
        return kind.words + " " + target + ": " + why;
    }
}
