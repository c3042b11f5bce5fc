package io.tieline.rig.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;

class DemoBrokerTest {

    private static final byte[] BIRTH = {0x18, 0};

    @Test
    void aCutClosesConnectionsAndMendingBringsTheSamePortBack() throws Exception {
        try (DemoBroker broker = DemoBroker.start(0);
                MqttClient client = new MqttClient(broker.uri(), "edge", new MemoryPersistence())) {
            client.connect();
            client.publish("spBv1.0/site/NBIRTH/gateway", BIRTH, 0, false);
            await().until(() -> broker.counter().counts().births() == 1);

            broker.cut();
            await().until(() -> !client.isConnected());
            assertThatThrownBy(client::connect).isInstanceOf(MqttException.class);

            broker.mend();
            client.connect();
            client.publish("spBv1.0/site/NBIRTH/gateway", BIRTH, 1, false);
            await().until(() -> broker.counter().counts().births() == 2);
            client.disconnect();
        }
    }

    @Test
    void aLargeBirthIsTaken() throws Exception {
        try (DemoBroker broker = DemoBroker.start(0);
                MqttClient client = new MqttClient(broker.uri(), "edge", new MemoryPersistence())) {
            client.connect();
            client.publish("big", new byte[1_000_000], 1, false);
            await().until(() -> broker.counter().counts().other() == 1);
            assertThat(client.isConnected()).isTrue();
            client.disconnect();
        }
    }

    @Test
    void aClientMayLeaveItsNameToTheBroker() throws Exception {
        try (DemoBroker broker = DemoBroker.start(0);
                MqttClient client = new MqttClient(broker.uri(), "", new MemoryPersistence())) {
            client.connect();
            assertThat(client.isConnected()).isTrue();
            client.disconnect();
        }
    }

    @Test
    void anExternalBrokerIsOnlyListenedTo() throws Exception {
        try (DemoBroker elsewhere = DemoBroker.start(0);
                ExternalListener listener = new ExternalListener(elsewhere.uri());
                MqttClient client = new MqttClient(elsewhere.uri(), "edge", new MemoryPersistence())) {
            client.connect();
            await().untilAsserted(() -> {
                client.publish("spBv1.0/site/NBIRTH/gateway", BIRTH, 1, false);
                assertThat(listener.counter().counts().births()).isPositive();
            });
            client.disconnect();
        }
    }
}
