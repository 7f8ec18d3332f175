package dev.saga.examples.servers;

/** A Kafka cluster that somebody else started and will stop. */
record ExternalKafka(String bootstrapServers) implements KafkaServer {}
