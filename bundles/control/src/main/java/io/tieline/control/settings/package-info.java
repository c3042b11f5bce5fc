/** What the owner wants of each part, and how settings and requests refuse nonsense. */
@NullMarked
package io.tieline.control.settings;

import org.jspecify.annotations.NullMarked;
