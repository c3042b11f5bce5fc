package io.tieline.control.fleet;

import io.tieline.control.fleet.Care.Job;
import io.tieline.control.settings.StorageSettings;
import io.tieline.control.situation.Cabinet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is remembered of the cells of all cabinets. It goes by their ids, so that it survives a changed site. Immutable. */
public final class CareBook {

    static final CareBook EMPTY = new CareBook(List.of(), new Care[0], Map.of(), 0);

    private static final String PREFIX = "care.";
    private static final String SAVED = "care.saved";

    private final List<String> ids;
    private final Care[] byPosition;
    /** Read back and not met yet. */
    private final Map<String, Care> waiting;

    private final long savedUtcMillis;

    private CareBook(List<String> ids, Care[] byPosition, Map<String, Care> waiting, long savedUtcMillis) {
        this.ids = ids;
        this.byPosition = byPosition;
        this.waiting = waiting;
        this.savedUtcMillis = savedUtcMillis;
    }

    public Care of(int cabinet) {
        return cabinet < byPosition.length ? byPosition[cabinet] : Care.NEW;
    }

    /** Brought up to now: every cabinet has done for so long what it says. */
    CareBook next(List<Cabinet> cabinets, StorageSettings storage, double seconds, long utcMillis) {
        CareBook known = isOf(cabinets) ? this : met(cabinets, utcMillis);
        Care[] next = new Care[cabinets.size()];
        for (int i = 0; i < next.length; i++) {
            next[i] = known.byPosition[i].next(cabinets.get(i), storage.unit(i).chemistry(), seconds);
        }
        return new CareBook(known.ids, next, known.waiting, utcMillis);
    }

    private boolean isOf(List<Cabinet> cabinets) {
        if (cabinets.size() != ids.size()) {
            return false;
        }
        for (int i = 0, n = ids.size(); i < n; i++) {
            if (!ids.get(i).equals(cabinets.get(i).id())) {
                return false;
            }
        }
        return true;
    }

    private CareBook met(List<Cabinet> cabinets, long utcMillis) {
        Map<String, Care> left = new HashMap<>(waiting);
        for (int i = 0; i < ids.size(); i++) {
            left.put(ids.get(i), byPosition[i]);
        }
        double away = savedUtcMillis == 0 ? 0 : Math.max(0, (utcMillis - savedUtcMillis) / 1000.0);
        List<String> names = new ArrayList<>(cabinets.size());
        Care[] cares = new Care[cabinets.size()];
        for (int i = 0; i < cares.length; i++) {
            Care care = left.remove(cabinets.get(i).id());
            names.add(cabinets.get(i).id());
            cares[i] = care == null ? Care.NEW : care.later(away);
        }
        return new CareBook(List.copyOf(names), cares, Map.copyOf(left), utcMillis);
    }

    /** The same with one cabinet's memory replaced. */
    public CareBook with(int cabinet, Care care) {
        Care[] next = byPosition.clone();
        next[cabinet] = care;
        return new CareBook(ids, next, waiting, savedUtcMillis);
    }

    /** No cabinet is on its way into maintenance any more. */
    public CareBook abandonAll() {
        if (Arrays.stream(byPosition).noneMatch(care -> care.job().runs())) {
            return this;
        }
        return new CareBook(
                ids, Arrays.stream(byPosition).map(Care::abandon).toArray(Care[]::new), waiting, savedUtcMillis);
    }

    void toMap(Map<String, Object> map) {
        waiting.forEach((id, care) -> put(map, id, care));
        for (int i = 0; i < ids.size(); i++) {
            put(map, ids.get(i), byPosition[i]);
        }
        if (savedUtcMillis != 0) {
            map.put(SAVED, (double) savedUtcMillis);
        }
    }

    private static void put(Map<String, Object> map, String id, Care care) {
        String key = PREFIX + id + ".";
        if (!Double.isInfinite(care.anchor().seconds())) {
            map.put(key + "anchor_s", care.anchor().seconds());
            map.put(key + "anchor_cycles", care.anchor().cycles());
        }
        for (int i = 0; i < care.upkeep().size(); i++) {
            map.put(key + "upkeep." + i + ".s", care.upkeep().get(i).seconds());
            map.put(key + "upkeep." + i + ".cycles", care.upkeep().get(i).cycles());
        }
        map.put(key + "low_s", care.lowSeconds());
        map.put(key + "full", care.full() ? 1.0 : 0.0);
        map.put(key + "hot", care.hot() ? 1.0 : 0.0);
        map.put(key + "job", (double) care.job().upkeep());
        map.put(key + "job.standing_s", care.job().standing() ? care.job().seconds() : -1.0);
    }

    static CareBook fromMap(Map<String, ?> map) {
        Map<String, Care> waiting = new HashMap<>();
        for (String key : map.keySet()) {
            if (key.startsWith(PREFIX) && key.endsWith(".job")) {
                String id = key.substring(PREFIX.length(), key.length() - ".job".length());
                waiting.put(id, care(map, PREFIX + id + "."));
            }
        }
        return new CareBook(List.of(), new Care[0], Map.copyOf(waiting), (long) number(map, SAVED, 0));
    }

    private static Care care(Map<String, ?> map, String key) {
        List<Since> upkeep = new ArrayList<>();
        while (map.containsKey(key + "upkeep." + upkeep.size() + ".s")) {
            String one = key + "upkeep." + upkeep.size();
            upkeep.add(
                    new Since(Math.max(0, number(map, one + ".s", 0)), Math.max(0, number(map, one + ".cycles", 0))));
        }
        double anchored = number(map, key + "anchor_s", Double.POSITIVE_INFINITY);
        int job = (int) number(map, key + "job", -1);
        double standing = number(map, key + "job.standing_s", -1);
        return new Care(
                anchored >= 0 && Double.isFinite(anchored)
                        ? new Since(anchored, Math.max(0, number(map, key + "anchor_cycles", 0)))
                        : Since.NEVER,
                upkeep,
                0,
                Math.max(0, number(map, key + "low_s", 0)),
                number(map, key + "full", 0) == 1,
                number(map, key + "hot", 0) == 1,
                Care.Warmth.UNKNOWN,
                job >= 0 && job < upkeep.size() ? new Job(job, standing >= 0, Math.max(0, standing)) : Job.NONE);
    }

    private static double number(Map<String, ?> map, String key, double otherwise) {
        return map.get(key) instanceof Number number && !Double.isNaN(number.doubleValue())
                ? number.doubleValue()
                : otherwise;
    }
}
