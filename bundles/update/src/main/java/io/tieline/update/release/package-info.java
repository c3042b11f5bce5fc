/** What a release is made of, who has signed it, and whether it may come in. */
@NullMarked
package io.tieline.update.release;

import org.jspecify.annotations.NullMarked;
