/**
 * The command people meet: {@link io.tieline.cli.Tieline} hands over to one package for each thing it is about.
 *
 * <p>{@code outcome} and {@code runtime} are what all stand on; {@code device} reads from {@code recording}, {@code journal}
 * exports to {@code samples}; {@code bill}, {@code demo}, {@code settings} and {@code site} can be read alone.
 */
@NullMarked
package io.tieline.cli;

import org.jspecify.annotations.NullMarked;
