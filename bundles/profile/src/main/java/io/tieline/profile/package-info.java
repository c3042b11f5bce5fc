/** The device-profile language, its compiler and the library of profiles. */
@NullMarked
package io.tieline.profile;

import org.jspecify.annotations.NullMarked;
