package io.tieline.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for devices and points. Written by the writer within its transaction; thread-safe to read. */
final class Dictionary {

    /** A point by the number of its device and its name. */
    private record Key(int device, String point) {}

    private final Map<String, Integer> devices = new HashMap<>();
    private final Map<Integer, String> deviceNames = new HashMap<>();
    private final Map<Key, Integer> points = new HashMap<>();
    private final Map<Integer, String> pointNames = new HashMap<>();

    /** Reads what is on disk, for instance again after a transaction was rolled back. */
    synchronized void load(Connection connection) throws SQLException {
        devices.clear();
        deviceNames.clear();
        points.clear();
        pointNames.clear();
        try (Statement statement = connection.createStatement();
                ResultSet device = statement.executeQuery("SELECT id, name FROM device")) {
            while (device.next()) {
                devices.put(device.getString(2), device.getInt(1));
                deviceNames.put(device.getInt(1), device.getString(2));
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet point = statement.executeQuery("SELECT id, device, name FROM point")) {
            while (point.next()) {
                points.put(new Key(point.getInt(2), point.getString(3)), point.getInt(1));
                pointNames.put(point.getInt(1), point.getString(3));
            }
        }
    }

    synchronized int device(Connection connection, String name) throws SQLException {
        Integer known = devices.get(name);
        if (known != null) {
            return known;
        }
        int id = devices.size() + 1;
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO device(id, name) VALUES (?, ?)")) {
            insert.setInt(1, id);
            insert.setString(2, name);
            insert.executeUpdate();
        }
        devices.put(name, id);
        deviceNames.put(id, name);
        return id;
    }

    synchronized int point(Connection connection, int device, String name) throws SQLException {
        Key key = new Key(device, name);
        Integer known = points.get(key);
        if (known != null) {
            return known;
        }
        int id = points.size() + 1;
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO point(id, device, name) VALUES (?, ?, ?)")) {
            insert.setInt(1, id);
            insert.setInt(2, device);
            insert.setString(3, name);
            insert.executeUpdate();
        }
        points.put(key, id);
        pointNames.put(id, name);
        return id;
    }

    /** 0 if the device is not in the record. */
    synchronized int device(String name) {
        return devices.getOrDefault(name, 0);
    }

    /** 0 if the device never had such a point. */
    synchronized int point(int device, String name) {
        return points.getOrDefault(new Key(device, name), 0);
    }

    /** Every point as {@code device/point}, in the order they came. */
    synchronized List<String> pointIds() {
        return points.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(point -> deviceName(point.getKey().device()) + "/"
                        + point.getKey().point())
                .toList();
    }

    synchronized boolean knowsPoint(int id) {
        return pointNames.containsKey(id);
    }

    synchronized String deviceName(int id) {
        return deviceNames.getOrDefault(id, "device-" + id);
    }

    synchronized String pointName(int id) {
        return pointNames.getOrDefault(id, "point-" + id);
    }
}
