package io.tieline.kura;

import java.io.IOException;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.ConfigurationService;
import org.jspecify.annotations.Nullable;

/**
 * Kura's configuration, kept over an update.
 *
 * @param service null: configurations are left as they are
 */
record KeptConfiguration(@Nullable ConfigurationService service) {

    /** Has Kura keep it as it is; the id of Kura's snapshot, empty if there is none. */
    String snapshot() throws IOException {
        try {
            return service == null ? "" : String.valueOf(service.snapshot());
        } catch (KuraException e) {
            throw new IOException("Kura cannot keep its configuration: " + e.getMessage(), e);
        }
    }

    /** It is again as it was; nothing happens without an id. */
    void restore(String snapshot) throws IOException {
        if (service == null || snapshot.isEmpty()) {
            return;
        }
        try {
            service.rollback(Long.parseLong(snapshot));
        } catch (KuraException e) {
            throw new IOException("Kura cannot put its configuration back: " + e.getMessage(), e);
        }
    }
}
