package io.tieline.control.dispatch;

/**
 * Splits a power so that the losses {@code a p² + b p} are least: {@code p = clamp((lambda - b) / 2a, 0, most)} with the
 * lambda that makes the sum right. The sum rises with lambda in straight pieces; lambda is enclosed by halving, and whoever
 * begins and ends outside is settled and not looked at again, so that the whole costs little more than one look at each.
 * Keeps its arrays.
 */
final class WaterFilling {

    private static final int HALVINGS = 60;

    private double[] most = new double[0];
    private double[] slope = new double[0];
    private double[] offset = new double[0];
    private int[] position = new int[0];
    private double[] into = new double[0];
    private int[] undecided = new int[0];
    private int running;
    /** How many are not settled; of the settled ones: power of the full, and the line the moving ones make. */
    private int open;

    private double fullW;
    private double steepness;
    private double shiftW;

    /** Splits over the cabinets that are active. */
    void fill(double want, ActiveSet active, int n) {
        reserve(n);
        running = 0;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            into[i] = 0;
            if (active.mostW(i) > 0) {
                int k = running++;
                position[k] = i;
                most[k] = active.mostW(i);
                slope[k] = active.slope(i);
                offset[k] = active.offset(i);
                low = Math.min(low, offset[k]);
                high = Math.max(high, offset[k] + 2 * slope[k] * most[k]);
            }
        }
        if (running == 1) {
            into[position[0]] = Math.min(want, most[0]);
        } else if (running > 1) {
            settle(want, low, high);
        }
    }

    private void settle(double want, double first, double last) {
        double low = first;
        double high = last;
        open = running;
        fullW = 0;
        steepness = 0;
        shiftW = 0;
        for (int k = 0; k < running; k++) {
            undecided[k] = k;
        }
        for (int step = 0; step < HALVINGS && open > 0; step++) {
            double guess = (low + high) / 2;
            if (sumAt(guess) <= want) {
                low = guess;
            } else {
                high = guess;
            }
            decide(low, high);
        }
        double lambda = steepness > 0 ? (want - fullW + shiftW) / steepness : low;
        double inside = Math.max(low, Math.min(high, lambda));
        for (int k = 0; k < running; k++) {
            into[position[k]] = power(k, inside);
        }
    }

    /** Settles those that do nothing, everything, or move along a straight line all the way between two lambdas. */
    private void decide(double low, double high) {
        int left = 0;
        for (int u = 0; u < open; u++) {
            int k = undecided[u];
            double begins = offset[k];
            double ends = offset[k] + 2 * slope[k] * most[k];
            if (ends <= low) {
                fullW += most[k];
            } else if (begins <= low && ends >= high) {
                steepness += 1 / (2 * slope[k]);
                shiftW += offset[k] / (2 * slope[k]);
            } else if (begins < high) {
                undecided[left++] = k;
            }
        }
        open = left;
    }

    private double sumAt(double lambda) {
        double sum = fullW + steepness * lambda - shiftW;
        for (int u = 0; u < open; u++) {
            sum += power(undecided[u], lambda);
        }
        return sum;
    }

    private double power(int k, double lambda) {
        return Math.max(0, Math.min(most[k], (lambda - offset[k]) / (2 * slope[k])));
    }

    /** What a cabinet is to give or take. */
    double at(int cabinet) {
        return into[cabinet];
    }

    private void reserve(int n) {
        if (into.length < n) {
            most = new double[n];
            slope = new double[n];
            offset = new double[n];
            position = new int[n];
            into = new double[n];
            undecided = new int[n];
        }
    }
}
