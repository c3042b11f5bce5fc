/** The site description: read, validated, expanded, compiled. */
@NullMarked
package io.tieline.site;

import org.jspecify.annotations.NullMarked;
