/** The whole product on a simulated site, from outside: what a user could see, and what goes wrong on a real one. */
@NullMarked
package io.tieline.rig.walk;

import org.jspecify.annotations.NullMarked;
