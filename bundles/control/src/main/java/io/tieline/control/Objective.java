package io.tieline.control;

import io.tieline.control.Decision.Claim;

/** One thing the batteries are for: a pure function of what is seen to a claim on the power of all of them together. */
@FunctionalInterface
interface Objective {

    Claim claim(View view);
}
