/** What each battery chemistry can do, must not do and needs: data files, their reader, and the functions over them. */
@NullMarked
package io.tieline.chemistry;

import org.jspecify.annotations.NullMarked;
