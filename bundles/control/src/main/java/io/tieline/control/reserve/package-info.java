/** What is kept for the backup: the load it is sized for, the energy it was promised, and what lies above it. */
@NullMarked
package io.tieline.control.reserve;

import org.jspecify.annotations.NullMarked;
