package io.tieline.rig;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The conversation with whoever started the process: one command per line in, one JSON object per line out. Ends with
 * `stop` or the end of input.
 */
final class ControlLines {

    /** Takes the commands of one part of the process. */
    interface Handler {
        /**
         * @return the answer, or null when the command is not this handler's
         * @throws IllegalArgumentException when the command is its own but wrong
         * @throws IOException when it could not be carried out
         */
        @Nullable
        JsonObject handle(List<String> words) throws IOException;
    }

    private final List<Handler> handlers;
    private final PrintStream out;

    ControlLines(List<? extends Handler> handlers, PrintStream out) {
        this.handlers = List.copyOf(handlers);
        this.out = out;
    }

    void say(JsonObject object) {
        out.println(object);
        out.flush();
    }

    void run(InputStream in) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            List<String> words = List.of(line.trim().split("\\s+"));
            if (words.get(0).equals("stop")) {
                say(Json.object().add("stopped", true));
                return;
            }
            if (!words.get(0).isEmpty()) {
                say(answer(words));
            }
        }
    }

    private JsonObject answer(List<String> words) {
        JsonObject merged = Json.object();
        boolean known = false;
        for (Handler handler : handlers) {
            try {
                JsonObject part = handler.handle(words);
                if (part != null) {
                    known = true;
                    merged.merge(part);
                }
            } catch (IllegalArgumentException | IllegalStateException | IOException e) {
                return Json.object().add("error", String.valueOf(e.getMessage()));
            }
        }
        return known ? merged : Json.object().add("error", "unknown command `" + String.join(" ", words) + "`");
    }
}
