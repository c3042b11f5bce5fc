package io.tieline.southbound;

/**
 * Notices that a setpoint does not stay what the device has confirmed, because somebody else writes it too. Once proves
 * nothing, for a device may just be limiting itself; and a device that has fallen back to rest was written to by nobody.
 */
final class OverwriteWatch {

    private static final int ENOUGH = 3;

    private int inARow;

    /**
     * Looks at what the device holds just before it is told again.
     *
     * @param present read after it has confirmed
     * @param tolerance W
     * @return whether it was another power often enough
     */
    boolean isOverwritten(double confirmed, double present, double tolerance) {
        boolean other = Math.abs(present - confirmed) > tolerance && Math.abs(present) > tolerance;
        inARow = other ? inARow + 1 : 0;
        return inARow >= ENOUGH;
    }
}
