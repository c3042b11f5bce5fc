package io.tieline.kafka;

import io.tieline.journal.Batch;
import io.tieline.journal.Entry;
import io.tieline.journal.JsonLines;
import io.tieline.journal.RecordedEvent;
import io.tieline.journal.Samples;
import io.tieline.uplink.Sink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Puts the record into one topic: a line of {@link JsonLines} per record, keyed by its device (events by their source), so
 * that each device keeps its order. The header {@code position} is the record's place in the journal: what comes twice,
 * after a failure, has the same.
 */
public final class KafkaSink implements Sink {

    private final KafkaSettings settings;
    private @Nullable KafkaProducer<String, String> producer;

    public KafkaSink(KafkaSettings settings) {
        this.settings = settings;
    }

    /** Made when first needed: a producer whose servers cannot be found yet, the WAN being down, cannot be made. */
    private synchronized KafkaProducer<String, String> producer() {
        KafkaProducer<String, String> made = producer;
        if (made == null) {
            made = withOwnLoader(() -> new KafkaProducer<String, String>(settings.producer()));
            producer = made;
        }
        return made;
    }

    /** Kafka looks its classes up by name through the thread's loader, which in OSGi is not the bundle's. */
    private static <T> T withOwnLoader(Supplier<T> task) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(KafkaProducer.class.getClassLoader());
        try {
            return task.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public String name() {
        return "Kafka at " + settings.servers();
    }

    @Override
    public CompletionStage<?> deliver(Batch batch) {
        KafkaProducer<String, String> open = producer();
        List<CompletableFuture<?>> arrivals = new ArrayList<>();
        for (Entry entry : batch.entries()) {
            ProducerRecord<String, String> record =
                    new ProducerRecord<>(settings.topic(), key(entry), JsonLines.line(entry));
            record.headers().add("position", Long.toString(entry.position()).getBytes(StandardCharsets.US_ASCII));
            CompletableFuture<Object> arrival = new CompletableFuture<>();
            open.send(record, (where, failure) -> {
                if (failure == null) {
                    arrival.complete(where);
                } else {
                    arrival.completeExceptionally(failure);
                }
            });
            arrivals.add(arrival);
        }
        return CompletableFuture.allOf(arrivals.toArray(CompletableFuture<?>[]::new));
    }

    private static String key(Entry entry) {
        return entry instanceof Samples samples
                ? samples.device()
                : ((RecordedEvent) entry).event().source();
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
        }
    }
}
