/** The slf4j 2 provider; private to the bundle. */
@NullMarked
package io.tieline.lib.slf4j.binding;

import org.jspecify.annotations.NullMarked;
