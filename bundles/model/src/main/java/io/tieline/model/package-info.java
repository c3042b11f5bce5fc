/** What exists on a site: devices, points, units, quality, the live image. */
@NullMarked
package io.tieline.model;

import org.jspecify.annotations.NullMarked;
