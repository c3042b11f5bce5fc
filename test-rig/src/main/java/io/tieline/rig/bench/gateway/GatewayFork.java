package io.tieline.rig.bench.gateway;

import io.tieline.profile.Profile;
import io.tieline.rig.bench.farm.Outage;
import io.tieline.rig.bench.fork.Orders;
import io.tieline.rig.bench.fork.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The process of the gateway under test. Orders:
 *
 * <ul>
 *   <li>{@code poll modbus:COUNT:PORT [snmp:COUNT:PORT:OBJECTS] [opcua:VARIABLES:PORT,PORT…]}: from now on these devices,
 *       as after a change of the site
 *   <li>{@code measure MILLISECONDS DEVICES DEAD FALLEN}: with the {@link Outage} that is still to come, or has come
 * </ul>
 */
public final class GatewayFork {

    private final Path keys;
    private final Footprint footprint = new Footprint();
    private @Nullable PollingGateway gateway;

    private GatewayFork(Path keys) {
        this.keys = keys;
    }

    /** @param args folder for the keys of the OPC UA client */
    public static void main(String[] args) throws IOException {
        Orders.serve(new Reply(), new GatewayFork(Path.of(args[0]))::answer);
        System.exit(0);
    }

    private Reply answer(String[] words) throws IOException, InterruptedException {
        return switch (words[0]) {
            case "poll" -> poll(Arrays.asList(words).subList(1, words.length));
            case "measure" -> measure(words);
            default -> throw new IllegalArgumentException("unknown order " + words[0]);
        };
    }

    private Reply poll(List<String> families) throws IOException, InterruptedException {
        if (gateway != null) {
            gateway.close();
        }
        BenchSite site = new BenchSite();
        List<Profile> profiles = new ArrayList<>();
        for (String family : families) {
            String[] parts = family.split(":");
            switch (parts[0]) {
                case "modbus" -> {
                    site.addModbus(Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
                    profiles.add(BenchProfiles.cabinet());
                }
                case "snmp" -> {
                    int objects = Integer.parseInt(parts[3]);
                    site.addSnmp(Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), objects);
                    profiles.add(BenchProfiles.agent(objects));
                }
                default -> {
                    int variables = Integer.parseInt(parts[1]);
                    site.addOpcUa(
                            Arrays.stream(parts[2].split(","))
                                    .map(Integer::valueOf)
                                    .toList(),
                            variables);
                    profiles.add(BenchProfiles.server(variables));
                }
            }
        }
        PollingGateway next = new PollingGateway(site, profiles, keys);
        gateway = next;
        next.start();
        return new Reply();
    }

    private Reply measure(String[] words) throws IOException, InterruptedException {
        PollingGateway polling = gateway;
        if (polling == null) {
            throw new IllegalStateException("nothing is polled yet");
        }
        Outage outage = new Outage(Integer.parseInt(words[2]), Integer.parseInt(words[3]));
        return polling.measure(
                Duration.ofMillis(Long.parseLong(words[1])), footprint, outage, Boolean.parseBoolean(words[4]));
    }
}
