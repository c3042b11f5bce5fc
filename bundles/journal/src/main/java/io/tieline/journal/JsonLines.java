package io.tieline.journal;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import io.tieline.model.Event;

/**
 * Records as lines of JSON, for receivers that know nothing of us. One line per run of samples of a device: {@code device},
 * {@code p}(oints), {@code t}(imes in ms), {@code v}(alues, to the bit; null for texts and bad ones), {@code q}(ualities),
 * {@code x} (texts by index). One line per event: {@code event} (its kind), {@code t}, {@code severity}, {@code source},
 * {@code sentence}, {@code detail}.
 */
public final class JsonLines {

    private JsonLines() {}

    /** One record without the line's end. */
    public static String line(Entry entry) {
        return entry instanceof Samples samples
                ? line(samples).toString()
                : line(((RecordedEvent) entry).event()).toString();
    }

    private static JsonObject line(Samples samples) {
        JsonArray points = new JsonArray();
        JsonArray times = new JsonArray();
        JsonArray values = new JsonArray();
        JsonArray qualities = new JsonArray();
        JsonObject texts = new JsonObject();
        for (int i = 0; i < samples.size(); i++) {
            points.add(samples.point(i));
            times.add(samples.utcMillis(i));
            values.add(number(samples.value(i)));
            qualities.add(samples.quality(i).name());
            String text = samples.text(i);
            if (text != null) {
                texts.add(String.valueOf(i), text);
            }
        }
        return new JsonObject()
                .add("device", samples.device())
                .add("p", points)
                .add("t", times)
                .add("v", values)
                .add("q", qualities)
                .add("x", texts);
    }

    private static JsonObject line(Event event) {
        return new JsonObject()
                .add("event", event.kind().name())
                .add("t", event.utcMillis())
                .add("severity", event.severity().name())
                .add("source", event.source())
                .add("sentence", event.sentence())
                .add("detail", EventText.json(event.detail()));
    }

    /** JSON has neither NaN nor infinities. */
    private static JsonValue number(double value) {
        return Double.isFinite(value) ? Json.value(value) : Json.NULL;
    }
}
