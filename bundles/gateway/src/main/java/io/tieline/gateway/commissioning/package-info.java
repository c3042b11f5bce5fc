/** The result of a commissioning test as others see it: the signed page, and what the operator page shows. */
@NullMarked
package io.tieline.gateway.commissioning;

import org.jspecify.annotations.NullMarked;
