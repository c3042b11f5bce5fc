package io.tieline.rig.accept.kura;

import java.util.List;

/**
 * Something Kura does to what is installed on it.
 *
 * @param id stable and unique
 * @param says what has to come of it
 * @param course does it and finds what went wrong
 */
record Trial(String id, String says, Course course) {

    /** Whatever it throws went wrong too. */
    @FunctionalInterface
    interface Course {
        List<String> faults(InstalledProduct product) throws Exception;
    }

    Verdict play(InstalledProduct product) {
        try {
            return new Verdict(id, says, course.faults(product));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Verdict(id, says, List.of("interrupted"));
        } catch (Exception | LinkageError e) {
            return new Verdict(id, says, List.of(String.valueOf(e)));
        }
    }
}
