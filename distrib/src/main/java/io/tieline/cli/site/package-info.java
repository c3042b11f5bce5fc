/** One's own site: {@code tieline check} and {@code run}, whom its gateway trusts, and what its commissioning test proved. */
@NullMarked
package io.tieline.cli.site;

import org.jspecify.annotations.NullMarked;
