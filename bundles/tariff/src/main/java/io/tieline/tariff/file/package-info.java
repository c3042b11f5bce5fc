/**
 * A tariff as it is written: the language of the files, read with line and column, and the shipped ones.
 */
@NullMarked
package io.tieline.tariff.file;

import org.jspecify.annotations.NullMarked;
