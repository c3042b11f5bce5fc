/** What {@code gateway.yaml} may say, read from the forms of the installed bundles: {@code tieline settings}. */
@NullMarked
package io.tieline.cli.settings;

import org.jspecify.annotations.NullMarked;
