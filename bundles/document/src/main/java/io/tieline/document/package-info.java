/** YAML files as trees that know their lines and columns. */
@NullMarked
package io.tieline.document;

import org.jspecify.annotations.NullMarked;
