/** Kura: the classes a channel descriptor has to consist of, although they are no API. */
@NullMarked
package org.eclipse.kura.core.configuration.metatype;

import org.jspecify.annotations.NullMarked;
