package io.tieline.update;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Tells whether the gateway does its work. */
public interface HealthCheck {

    /** Keeps how it is now; the next version is measured by it. */
    void remember() throws IOException;

    /** Whether control comes round, if it made decisions before the update. */
    boolean steers();

    /** How long after the updates control came round in the version before; zero if nobody knows. */
    Duration steeredAfter();

    /** Whether a decision was made since the start, if one was made before the update. */
    boolean decides();

    /** What is wrong at this moment, compared with how it was before; empty: nothing. */
    List<String> problems();
}
