package io.tieline.cli.bill;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import io.tieline.tariff.Period;
import io.tieline.tariff.bill.Bill;
import io.tieline.tariff.bill.Line;
import java.math.BigDecimal;

/** Bills for machines. Amounts are texts: a binary fraction is no money. */
final class BillJson {

    private BillJson() {}

    static JsonObject of(Bill bill) {
        JsonArray periods = new JsonArray();
        bill.periods().forEach((period, lines) -> {
            JsonArray items = new JsonArray();
            lines.forEach(line -> items.add(line(line)));
            periods.add(period(period).add("lines", items).add("total", text(bill.total(period))));
        });
        JsonArray notes = new JsonArray();
        bill.notes().forEach(notes::add);
        return Json.object()
                .add("tariff", bill.tariff())
                .add("currency", bill.currency())
                .add("periods", periods)
                .add("notes", notes)
                .add("demandCharges", text(bill.demandCharges()))
                .add("total", text(bill.total()));
    }

    static JsonObject of(Bill without, Bill with, BatteryStudy study) {
        return Json.object()
                .add("without", of(without))
                .add("with", of(with))
                .add("saved", text(without.total().subtract(with.total())))
                .add("dischargedKwh", study.result().dischargedWh() / 1000)
                .add("chargedKwh", study.result().chargedWh() / 1000)
                .add("minutesBelowReserve", study.result().minutesBelowReserve());
    }

    private static JsonObject period(Period period) {
        return Json.object()
                .add("span", period.span().word())
                .add("from", period.from().toString())
                .add("until", period.until().toString());
    }

    private static JsonObject line(Line line) {
        return Json.object()
                .add("component", line.component())
                .add("title", line.title())
                .add("kind", line.kind().name())
                .add("quantity", text(line.quantity()))
                .add("unit", line.unit())
                .add("unitPrice", text(line.unitPrice()))
                .add("amount", text(line.amount()))
                .add("note", line.note());
    }

    private static String text(BigDecimal number) {
        return number.toPlainString();
    }
}
