package io.tieline.control;

/**
 * Splits a power so that the losses {@code a p² + b p} are least: {@code p = clamp((lambda - b) / 2a, 0, most)} with the
 * lambda that makes the sum right. The sum rises with lambda in straight pieces; lambda is enclosed by halving until no
 * piece ends inside, then found exactly: O(N) per halving, no sorting. Keeps its arrays.
 */
final class WaterFilling {

    private static final int HALVINGS = 60;

    private double[] most = new double[0];
    private double[] slope = new double[0];
    private double[] offset = new double[0];
    private int[] position = new int[0];
    private double[] into = new double[0];
    private int running;

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
        double sumLow = 0;
        double sumHigh = sumAt(high);
        for (int step = 0; step < HALVINGS && !isStraight(low, high); step++) {
            // The straight guess converges fast on few pieces, the middle never stalls: they take turns.
            double guess = step % 2 == 0 && sumHigh > sumLow
                    ? low + (want - sumLow) / (sumHigh - sumLow) * (high - low)
                    : (low + high) / 2;
            double sum = sumAt(guess);
            if (sum <= want) {
                low = guess;
                sumLow = sum;
            } else {
                high = guess;
                sumHigh = sum;
            }
        }
        double part = sumHigh > sumLow ? (want - sumLow) / (sumHigh - sumLow) : 0;
        double lambda = low + Math.max(0, Math.min(1, part)) * (high - low);
        for (int k = 0; k < running; k++) {
            into[position[k]] = power(k, lambda);
        }
    }

    /** Whether no cabinet begins or reaches its limit inside: the sum is a straight line there. */
    private boolean isStraight(double low, double high) {
        for (int k = 0; k < running; k++) {
            double begins = offset[k];
            double ends = offset[k] + 2 * slope[k] * most[k];
            if ((begins > low && begins < high) || (ends > low && ends < high)) {
                return false;
            }
        }
        return true;
    }

    private double sumAt(double lambda) {
        double sum = 0;
        for (int k = 0; k < running; k++) {
            sum += power(k, lambda);
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
        }
    }
}
