/** The record into Apache Kafka. */
@NullMarked
package io.tieline.kafka;

import org.jspecify.annotations.NullMarked;
