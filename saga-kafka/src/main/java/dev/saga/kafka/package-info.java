/** The border to Kafka: records become messages, commands become records, and an outage on either side is waited out. */
@NullMarked
package dev.saga.kafka;

import org.jspecify.annotations.NullMarked;
