package io.tieline.update.release;

import java.security.PublicKey;
import java.util.List;

/**
 * Whose word counts.
 *
 * @param releaseKeys one of them must have signed
 * @param approvingKeys if there are any, one of them must have signed as well
 */
public record Trust(List<PublicKey> releaseKeys, List<PublicKey> approvingKeys) {

    public Trust {
        releaseKeys = List.copyOf(releaseKeys);
        approvingKeys = List.copyOf(approvingKeys);
        if (releaseKeys.isEmpty()) {
            throw new IllegalArgumentException("at least one release key is needed");
        }
        if (approvingKeys.stream().anyMatch(releaseKeys::contains)) {
            throw new IllegalArgumentException(
                    "a key cannot both release and approve; the approving key belongs to somebody else");
        }
    }
}
