package io.tieline.rig.accept.kura;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.Password;
import org.eclipse.kura.crypto.CryptoService;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Kura's configuration service as far as a component can tell: defaults are merged in, keys nobody knows any more stay,
 * nothing is checked, and equal values are sent again.
 */
final class ConfigurationDouble {

    static final String KURA_PID = "kura.service.pid";
    static final String PID = "service.pid";

    private final BundleContext context;
    private final ConfigurationAdmin admin;
    private final CryptoService crypto;
    private final Map<String, Form> forms = new TreeMap<>();
    private final Map<String, Instance> instances = new TreeMap<>();

    /** A component as it is stored. */
    private record Instance(Form form, Configuration configuration, Map<String, Object> values) {}

    ConfigurationDouble(KuraDouble kura, CryptoService crypto) {
        this.context = kura.context();
        this.admin = kura.service(ConfigurationAdmin.class);
        this.crypto = crypto;
    }

    /**
     * A bundle has become active: its forms are read, and every singleton gets its defaults.
     *
     * @param wishes values by pid that the site had before
     */
    synchronized void seen(Bundle bundle, Map<String, Map<String, Object>> wishes) throws IOException, KuraException {
        for (Form form : forms(bundle)) {
            forms.put(form.pid(), form);
            if (!form.isFactory() && !instances.containsKey(form.pid())) {
                add(
                        form,
                        form.pid(),
                        admin.getConfiguration(form.pid(), "?"),
                        wishes.getOrDefault(form.pid(), Map.of()));
            } else if (instances.containsKey(form.pid())) {
                reread(form);
            }
        }
    }

    private void reread(Form form) throws IOException {
        Instance before = instance(form.pid());
        Instance next = new Instance(form, before.configuration(), before.values());
        instances.put(form.pid(), next);
        sendWithDefaults(next);
    }

    private static List<Form> forms(Bundle bundle) {
        var entries = bundle.findEntries("OSGI-INF/metatype", "*.xml", false);
        return entries == null
                ? List.of()
                : Collections.list(entries).stream()
                        .map(ConfigurationDouble::form)
                        .toList();
    }

    private static Form form(URL document) {
        try (InputStream in = document.openStream()) {
            String path = document.getPath();
            return Form.parse(
                    path.startsWith("/") ? path.substring(1) : path,
                    new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes an instance of a factory. */
    synchronized void create(String factoryPid, String pid, Map<String, Object> values)
            throws IOException, KuraException {
        Form form = forms.get(factoryPid);
        if (form == null) {
            throw new IllegalStateException("no form of " + factoryPid + " was seen");
        }
        add(form, pid, admin.createFactoryConfiguration(factoryPid, "?"), values);
    }

    private void add(Form form, String pid, Configuration configuration, Map<String, Object> values)
            throws IOException, KuraException {
        Map<String, Object> stored = new TreeMap<>();
        stored.put(KURA_PID, pid);
        instances.put(pid, new Instance(form, configuration, stored));
        update(pid, values);
    }

    /** Stores values over those there are, unchecked, and sends all of them; null removes one. */
    synchronized void update(String pid, Map<String, @Nullable Object> values) throws IOException, KuraException {
        Instance instance = instance(pid);
        for (Map.Entry<String, @Nullable Object> each : values.entrySet()) {
            Object value = each.getValue();
            if (value == null) {
                instance.values().remove(each.getKey());
            } else {
                instance.values().put(each.getKey(), stored(instance.form(), each.getKey(), value));
            }
        }
        sendWithDefaults(instance);
    }

    private Object stored(Form form, String key, Object value) throws KuraException {
        if (value instanceof Password password) {
            return new String(crypto.encryptAes(password.getPassword()));
        }
        return form.isPassword(key)
                ? new String(crypto.encryptAes(value.toString().toCharArray()))
                : value;
    }

    /** Stores nothing but these, as they were stored before, and the defaults beside them. */
    synchronized void replace(String pid, Map<String, Object> stored) throws IOException {
        Instance instance = instance(pid);
        instance.values().clear();
        instance.values().putAll(stored);
        instance.values().put(KURA_PID, pid);
        sendWithDefaults(instance);
    }

    private static void sendWithDefaults(Instance instance) throws IOException {
        for (Form.Field field : instance.form().fields()) {
            field.standardValue().ifPresent(value -> instance.values().putIfAbsent(field.id(), value));
        }
        instance.configuration().update(new Hashtable<>(instance.values()));
    }

    synchronized void delete(String pid) throws IOException {
        instance(pid).configuration().delete();
        instances.remove(pid);
    }

    /** All that is stored for an instance, passwords encrypted. */
    synchronized Map<String, Object> stored(String pid) {
        return new TreeMap<>(instance(pid).values());
    }

    /** Sends what is stored once more, as Kura does whenever it reads forms anew. */
    synchronized void sendAgain() throws IOException {
        for (Instance instance : instances.values()) {
            instance.configuration().update(new Hashtable<>(instance.values()));
        }
    }

    synchronized List<String> pids() {
        return List.copyOf(instances.keySet());
    }

    private Instance instance(String pid) {
        Instance instance = instances.get(pid);
        if (instance == null) {
            throw new IllegalStateException(pid + " is not in the console, for its form was never seen");
        }
        return instance;
    }

    synchronized Form form(String pid) {
        return instance(pid).form();
    }

    Object stored(String pid, String key) {
        return Objects.requireNonNull(stored(pid).get(key), key);
    }

    /** The service Kura looks after under a pid; empty: the component is not in the console. */
    Optional<ServiceReference<?>> component(String pid) {
        return Stream.of(ScrComponent.CONFIGURABLE, ScrComponent.SELF_CONFIGURING)
                .flatMap(this::references)
                .filter(reference -> pid.equals(reference.getProperty(KURA_PID)))
                .findFirst();
    }

    private Stream<ServiceReference<?>> references(String type) {
        try {
            ServiceReference<?>[] references = context.getAllServiceReferences(type, null);
            return references == null ? Stream.empty() : Stream.of(references);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is wrong with how a component is registered: Kura reads both pids, once, when it appears. */
    Optional<String> fault(String pid) {
        Optional<ServiceReference<?>> component = component(pid);
        if (component.isEmpty()) {
            return Optional.of(pid + " is not there");
        }
        Object service = component.get().getProperty(PID);
        String configured = instance(pid).configuration().getPid();
        return configured.equals(service)
                ? Optional.empty()
                : Optional.of(pid + " has the service.pid " + service + " instead of " + configured);
    }
}
