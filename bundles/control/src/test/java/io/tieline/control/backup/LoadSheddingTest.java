package io.tieline.control.backup;

import static io.tieline.control.backup.SheddingTrial.BACK;
import static io.tieline.control.backup.SheddingTrial.cut;
import static io.tieline.control.backup.SheddingTrial.outlet;
import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.backup.LoadShedding.Demand;
import io.tieline.control.backup.LoadShedding.Stage;
import io.tieline.model.LoadClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LoadSheddingTest {

    private final SheddingTrial site = new SheddingTrial();

    @Test
    void aRequestComesFirstAndComfortDoesNotWaitForIt() {
        site.asksFirst();
        site.load(1, LoadClass.P3, 1000);
        site.load(2, LoadClass.P4, 1000);
        assertThat(site.after(0, cut(2000))).containsExactly("reduce the load", "off 2");
        assertThat(site.after(4.9, cut(1000))).isEmpty();
        assertThat(site.after(0.1, cut(1000))).containsExactly("off 1");
    }

    @Test
    void theLeastImportantAndTheCheapestPerKilowattGoFirst() {
        site.load(1, LoadClass.P2, 5000);
        site.load(2, LoadClass.P3, 1000);
        site.dearLoad(3, LoadClass.P3, 3000, 10);
        site.load(4, LoadClass.P3, 2000);
        site.coolingLoad(5, LoadClass.P3, 9000);
        site.load(6, LoadClass.P0, 9000);
        assertThat(site.after(0, cut(1e6)))
                .containsExactly("reduce the load", "off 4", "off 2", "off 3", "off 5", "off 1");
    }

    @Test
    void onlyAsMuchAsIsNeededGoes() {
        site.load(1, LoadClass.P3, 1000);
        site.load(2, LoadClass.P3, 900);
        site.load(3, LoadClass.P3, 800);
        assertThat(site.after(0, cut(1500))).containsExactly("reduce the load", "off 1", "off 2");
        assertThat(site.shedding().offW()).isEqualTo(1900);
        assertThat(site.after(0.5, cut(1500))).as("what is on its way counts").isEmpty();
        assertThat(site.after(1, cut(0))).isEmpty();
        assertThat(site.shedding().at(Stage.OFF)).containsExactly(outlet(1), outlet(2));
    }

    @Test
    void dearerClassesStayUnlessTheyMustGo() {
        site.load(1, LoadClass.P1, 1000);
        site.load(2, LoadClass.P2, 1000);
        assertThat(site.after(0, new Demand(5000, LoadClass.P3, 0, 0, ""))).containsExactly("reduce the load");
        assertThat(site.after(2, new Demand(5000, LoadClass.P2, 0, 0, ""))).containsExactly("off 2");
        assertThat(site.after(2, new Demand(5000, LoadClass.P1, 0, 0, ""))).containsExactly("off 1");
    }

    @Test
    void anOutletThatDrawsNothingOrIsOffOrUnknownIsWorthNothing() {
        site.load(1, LoadClass.P4, 0);
        site.shows(2, LoadClass.P4, Outlet.State.OFF, 500);
        site.shows(3, LoadClass.P4, Outlet.State.UNKNOWN, 500);
        assertThat(site.after(0, cut(1000))).containsExactly("reduce the load");
    }

    @Test
    void aPduSwitchesEightASecond() {
        for (int i = 1; i <= 20; i++) {
            site.load(1, i, LoadClass.P4, 1000);
            site.load(2, i, LoadClass.P4, 1000);
        }
        assertThat(site.after(0, cut(1e6)).stream()
                        .filter(word -> word.startsWith("off"))
                        .count())
                .isEqualTo(16);
        assertThat(site.after(0.9, cut(1e6))).isEmpty();
        assertThat(site.after(0.1, cut(1e6))).hasSize(16);
        assertThat(site.after(1, cut(1e6))).hasSize(8);
    }

    /** Whatever is asked in whatever order: P0 never goes, no outlet is switched off twice without having come back. */
    @Property(tries = 500)
    void noOrderIsGivenTwice(@ForAll @Size(max = 60) List<@IntRange(min = 0, max = 5000) Integer> demands) {
        SheddingTrial tried = new SheddingTrial();
        tried.asksFirst();
        for (int i = 1; i <= 10; i++) {
            tried.load(i, LoadClass.values()[i % 5], 1000);
        }
        Map<String, Integer> off = new HashMap<>();
        List<Order> all = new ArrayList<>();
        for (int demand : demands) {
            all.addAll(tried.ordersAfter(7, demand > 2500 ? cut(demand) : BACK));
        }
        for (Order order : all) {
            if (order.device() != Order.NOBODY) {
                int change = order.kind() == Order.Kind.OUTLET_OFF ? 1 : -1;
                assertThat(off.merge(order.target(), change, Integer::sum)).isBetween(0, 1);
                assertThat(tried.classOf(order.target())).isNotEqualTo(LoadClass.P0);
            }
        }
    }
}
