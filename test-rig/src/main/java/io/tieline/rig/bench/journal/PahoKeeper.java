package io.tieline.rig.bench.journal;

import java.nio.file.Path;
import org.eclipse.paho.client.mqttv3.MqttPersistable;
import org.eclipse.paho.client.mqttv3.MqttPersistenceException;
import org.eclipse.paho.client.mqttv3.persist.MqttDefaultFilePersistence;

/** What Paho's client does while the broker is away: one file a message, a cabinet's second each. Nothing is forced. */
final class PahoKeeper implements Keeper {

    private final SparkplugPayloads payloads = new SparkplugPayloads();
    private final MqttDefaultFilePersistence files;
    private long number;

    PahoKeeper(Path folder) throws MqttPersistenceException {
        files = new MqttDefaultFilePersistence(folder.toString());
        files.open("tieline", "tcp://localhost:1883");
    }

    @Override
    public void keep(NoisyDay day, long utcMillis) throws MqttPersistenceException {
        for (int cabinet = 0; cabinet < day.cabinets(); cabinet++) {
            files.put("sb-" + number++, new Message(payloads.payload(day, cabinet, utcMillis)));
        }
    }

    @Override
    public void close() throws MqttPersistenceException {
        files.close();
    }

    private static final class Message implements MqttPersistable {
        private final byte[] bytes;

        Message(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public byte[] getHeaderBytes() {
            return new byte[0];
        }

        @Override
        public int getHeaderLength() {
            return 0;
        }

        @Override
        public int getHeaderOffset() {
            return 0;
        }

        @Override
        public byte[] getPayloadBytes() {
            return bytes;
        }

        @Override
        public int getPayloadLength() {
            return bytes.length;
        }

        @Override
        public int getPayloadOffset() {
            return 0;
        }
    }
}
