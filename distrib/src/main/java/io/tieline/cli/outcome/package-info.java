/** How a command ends: with one of three exit codes, and where it could not do its work with a sentence that says what to do. */
@NullMarked
package io.tieline.cli.outcome;

import org.jspecify.annotations.NullMarked;
