/** Numbers and times in the sentences an operator reads. */
@NullMarked
package io.tieline.control.words;

import org.jspecify.annotations.NullMarked;
