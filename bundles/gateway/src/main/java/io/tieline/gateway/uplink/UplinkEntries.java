package io.tieline.gateway.uplink;

import io.tieline.gateway.foundation.Secrets;
import io.tieline.site.SecretReference;
import io.tieline.uplink.DeadBands;
import io.tieline.uplink.Signer;
import io.tieline.uplink.StarPattern;
import io.tieline.uplink.UplinkSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.eclipse.kura.system.SystemService;
import org.jspecify.annotations.Nullable;

/** What the form of the uplink holds as it was entered, and the settings that makes. */
record UplinkEntries(
        String brokers,
        String group,
        String node,
        String primaryHost,
        boolean otherGateways,
        String user,
        Secrets.Password password,
        String authorities,
        String keyStore,
        Secrets.Password keyStorePassword,
        String kuraKeyStore,
        String mqtt,
        int historyPerSecond,
        int messageBytes,
        String deadBands,
        int longestSilence,
        String signers,
        String writable) {

    static UplinkEntries of(UplinkComponent.Form form, Secrets secrets) {
        return new UplinkEntries(
                form.brokers().strip(),
                form.group(),
                form.node(),
                form.primary_host(),
                form.other_gateways(),
                form.user(),
                secrets.stored(form.password()),
                form.authorities(),
                form.key_store(),
                secrets.stored(form.key_store_password()),
                form.KeystoreService_target().strip(),
                form.mqtt(),
                form.history_per_second(),
                form.message_bytes(),
                form.dead_bands().strip(),
                form.longest_silence(),
                form.signers().strip(),
                form.writable().strip());
    }

    /** Only what may stand in a log. */
    @Override
    public String toString() {
        return "uplink to " + brokers;
    }

    /**
     * Whose requests are followed.
     *
     * @throws IllegalArgumentException if a line is no signer
     */
    List<Signer> allowedSigners() {
        return signers.lines().map(Signer::parse).toList();
    }

    /**
     * Which points may be written.
     *
     * @throws IllegalArgumentException if one is no pattern; names the field
     */
    List<StarPattern> writablePoints() {
        try {
            return Arrays.stream(writable.split("\\s+"))
                    .filter(each -> !each.isEmpty())
                    .map(StarPattern::new)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Points that may be written: " + e.getMessage(), e);
        }
    }

    /**
     * The settings of an uplink that has a broker.
     *
     * @param machine has the serial number that is the node where the form names none; null outside Kura
     * @throws IllegalArgumentException if a field does not hold what it must
     * @throws SecretReference.UnresolvedException if a password refers to what is not there
     */
    UplinkSettings settings(Secrets secrets, KuraKeys kuraKeys, @Nullable SystemService machine)
            throws SecretReference.UnresolvedException {
        List<URI> tried = Arrays.stream(brokers.split("\\s+")).map(URI::create).toList();
        UplinkSettings compiled = UplinkSettings.of(tried, group, nodeOr(machine))
                .withPrimaryHost(primaryHost.isBlank() ? null : primaryHost)
                .withMqtt(UplinkSettings.Mqtt.valueOf(mqtt))
                .withPace(new UplinkSettings.Pace(
                        historyPerSecond, messageBytes, DeadBands.parse(deadBands), Duration.ofSeconds(longestSilence)))
                .withSigners(allowedSigners());
        if (!user.isEmpty()) {
            compiled = compiled.withLogin(new UplinkSettings.Login(user, secrets.password(password)));
        }
        return compiled.withTls(tls(secrets, kuraKeys));
    }

    private String nodeOr(@Nullable SystemService machine) {
        return !node.isBlank() || machine == null ? node : machine.getSerialNumber();
    }

    private UplinkSettings.@Nullable Tls tls(Secrets secrets, KuraKeys kuraKeys)
            throws SecretReference.UnresolvedException {
        if (authorities.isEmpty() && keyStore.isEmpty()) {
            return kuraKeys.tls(kuraKeyStore);
        }
        return new UplinkSettings.Tls.Files(
                path(authorities), path(keyStore), keyStore.isEmpty() ? null : secrets.password(keyStorePassword));
    }

    private static @Nullable Path path(String text) {
        return text.isEmpty() ? null : Path.of(text);
    }
}
