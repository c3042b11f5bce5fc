package io.tieline.rig.accept.kura;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** What Kura's configuration service does to components. */
final class ConfigurationTrials {

    private static final double PATIENCE_SECONDS = 30;
    private static final int REPEATS = 3;
    /** For what a repeated update would set off, were it taken for a new one. */
    private static final long QUIET_MILLIS = 1500;

    private static final String DESCRIPTION = "description";
    private static final String WRITE_TIMEOUT = "write.timeout";

    private ConfigurationTrials() {}

    static List<Trial> all() {
        return List.of(
                new Trial(
                        "kura-defaults",
                        "every component appears in the console with nothing but its defaults, under the right pids",
                        product -> registered(product)),
                new Trial(
                        "kura-factory", "an instance of the driver is there when the console has made it", product -> {
                            product.configuration()
                                    .create(InstalledProduct.DRIVER, InstalledProduct.INSTANCE, Map.of());
                            return registered(product);
                        }),
                new Trial("kura-text", "a site description typed into the form is what is read", product -> {
                    product.configuration().update(InstalledProduct.SITE, Map.of(DESCRIPTION, product.description()));
                    return product.readsTheMeter() ? List.of() : List.of("no value of " + InstalledProduct.METER);
                }),
                new Trial(
                        "kura-wrong",
                        "a wrong value is refused, and what runs goes on with the configuration before",
                        ConfigurationTrials::wrong),
                new Trial(
                        "kura-repeated",
                        "equal updates, sent again and again, start nothing anew",
                        ConfigurationTrials::repeat),
                new Trial(
                        "kura-stale",
                        "keys of another version, which Kura never removes, do no harm and start nothing anew",
                        ConfigurationTrials::stale),
                new Trial(
                        "kura-unchecked",
                        "values out of their bounds, which Kura lets through, leave the component in the console",
                        ConfigurationTrials::unchecked),
                new Trial(
                        "kura-password",
                        "a password comes encrypted, and is decrypted by Kura's own service",
                        ConfigurationTrials::password),
                new Trial(
                        "kura-restart",
                        "after a restart of its bundle an instance is still the one the console changes",
                        ConfigurationTrials::restart));
    }

    private static List<String> registered(InstalledProduct product) throws InterruptedException {
        ConfigurationDouble configuration = product.configuration();
        KuraDouble.eventually(PATIENCE_SECONDS, () -> faults(configuration).isEmpty());
        return faults(configuration);
    }

    private static List<String> faults(ConfigurationDouble configuration) {
        return configuration.pids().stream()
                .map(configuration::fault)
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<String> wrong(InstalledProduct product) throws Exception {
        Object right = product.configuration().stored(InstalledProduct.SITE, DESCRIPTION);
        Set<Long> before = product.services();
        product.configuration()
                .update(InstalledProduct.SITE, Map.of(DESCRIPTION, "site: {name: a slip}\ndevices: none"));
        TimeUnit.MILLISECONDS.sleep(QUIET_MILLIS);
        before.removeAll(product.services());
        List<String> faults = new ArrayList<>();
        if (!before.isEmpty()) {
            faults.add("the services " + before + " are gone");
        }
        if (!product.readsTheMeter()) {
            faults.add("no value of " + InstalledProduct.METER);
        }
        product.configuration().update(InstalledProduct.SITE, Map.of(DESCRIPTION, right));
        return faults;
    }

    private static List<String> repeat(InstalledProduct product) throws Exception {
        Set<Long> before = product.services();
        for (int i = 0; i < REPEATS; i++) {
            product.configuration().sendAgain();
        }
        TimeUnit.MILLISECONDS.sleep(QUIET_MILLIS);
        // More may have come: the operator page takes its time to start.
        before.removeAll(product.services());
        return before.isEmpty() ? List.of() : List.of("the services " + before + " are gone");
    }

    private static List<String> stale(InstalledProduct product) throws Exception {
        Set<Long> before = product.services();
        for (String pid : product.configuration().pids()) {
            product.configuration().update(pid, Map.of("of.an.older.version", "yes", "interval.old", 5));
        }
        List<String> faults = new ArrayList<>(registered(product));
        if (!product.readsTheMeter()) {
            faults.add("no value of " + InstalledProduct.METER);
        }
        TimeUnit.MILLISECONDS.sleep(QUIET_MILLIS);
        before.removeAll(product.services());
        if (!before.isEmpty()) {
            faults.add("the services " + before + " are gone");
        }
        return faults;
    }

    private static List<String> unchecked(InstalledProduct product) throws Exception {
        ConfigurationDouble configuration = product.configuration();
        List<String> faults = new ArrayList<>();
        for (String pid : configuration.pids()) {
            Map<String, Object> wild = new TreeMap<>();
            Map<String, Object> sane = new TreeMap<>();
            for (Form.Field field : configuration.form(pid).fields()) {
                field.max().or(field::min).filter(bound -> field.isNumber()).ifPresent(bound -> {
                    wild.put(field.id(), beyond(field));
                    sane.put(field.id(), configuration.stored(pid, field.id()));
                });
            }
            configuration.update(pid, wild);
            TimeUnit.MILLISECONDS.sleep(200);
            KuraDouble.eventually(5, () -> configuration.fault(pid).isEmpty());
            configuration.fault(pid).ifPresent(fault -> faults.add(fault + " with " + wild));
            configuration.update(pid, sane);
        }
        faults.addAll(registered(product));
        return faults;
    }

    private static Object beyond(Form.Field field) {
        String text = field.max()
                .map(max -> "" + (Math.round(Double.parseDouble(max)) + 1))
                .orElseGet(() -> "" + (Math.round(Double.parseDouble(field.min().orElseThrow())) - 1));
        return field.value(text);
    }

    private static List<String> password(InstalledProduct product) throws Exception {
        int before = product.crypto().decrypted();
        product.configuration().update(InstalledProduct.CONSOLE, Map.of("password", "a-walk-in-the-park"));
        return KuraDouble.eventually(PATIENCE_SECONDS, () -> product.crypto().decrypted() > before)
                ? List.of()
                : List.of("nothing was decrypted");
    }

    private static List<String> restart(InstalledProduct product) throws Exception {
        for (String name : List.of("io.tieline.gateway", "io.tieline.kura")) {
            for (Bundle bundle : product.bundles()) {
                if (bundle.getSymbolicName().equals(name)) {
                    bundle.stop();
                    bundle.start();
                }
            }
        }
        product.readForms();
        List<String> faults = new ArrayList<>(registered(product));
        int changed = (Integer) product.configuration().stored(InstalledProduct.INSTANCE, WRITE_TIMEOUT) + 1;
        product.configuration().update(InstalledProduct.INSTANCE, Map.of(WRITE_TIMEOUT, changed));
        if (!KuraDouble.eventually(PATIENCE_SECONDS, () -> product.configuration()
                .component(InstalledProduct.INSTANCE)
                .map((ServiceReference<?> component) -> component.getProperty(WRITE_TIMEOUT))
                .filter(value -> value.equals(changed))
                .isPresent())) {
            faults.add("the driver does not hear of a changed " + WRITE_TIMEOUT);
        }
        return faults;
    }
}
