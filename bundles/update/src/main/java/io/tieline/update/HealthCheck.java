package io.tieline.update;

import java.util.List;

/** Tells whether the gateway does its work: bundles resolved, components satisfied, fresh data from the field. */
@FunctionalInterface
public interface HealthCheck {

    /** What is wrong at this moment; empty: nothing. */
    List<String> problems();
}
