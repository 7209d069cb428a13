package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.contract.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample files through the whole pipeline, against tables worked out by hand. */
class EndToEndTest {

  @Test
  void goldIsWhatAPersonWorksOutByHand() {
    assertGold(SampleLakehouse.get());
  }

  @Test
  void ordersAreTheNewestAcceptedVersions() {
    assertThat(
            SampleLakehouse.get()
                .rows(
                    """
                    SELECT order_id, customer_id, order_day, amount, refund_amount, status, country,
                      _warnings, _rescued
                    FROM {silver.orders} ORDER BY order_id"""
                        .replace("_warnings", "concat_ws('+', _warnings)")))
        .containsExactly(
            "A-1001|1|2025-03-01|120.0000|null|DELIVERED|DE||null",
            "A-1002|2|2025-03-01|75.5000|null|SHIPPED|FR||null",
            "A-1003|3|2025-03-01|200.0000|50.0000|REFUNDED|GB||null",
            "A-1004|4|2025-03-02|5000.0000|null|PROCESSING|JP||null",
            "A-1005|1|2025-03-02|60.0000|null|CANCELLED|DE||null",
            "A-1006|5|2025-03-02|99.9900|null|REFUNDED|US||null",
            "A-1007|2|2025-03-03|40.0000|null|CANCELLED|FR||null",
            "A-1008|6|2025-03-03|12.3450|null|PROCESSING|KW||null",
            "A-1009|7|2025-03-03|30.0000|null|PROCESSING|DE||"
                + "{\"gift_wrap\":\"true\",\"coupon\":\"SPRING\"}",
            "A-1010|8|2025-03-03|80.0000|null|DELIVERED|US|currency_unusual_for_country|null",
            "A-1017|2|2025-03-04|25.0000|null|PROCESSING|FR||null",
            "A-1018|10|1999-12-31|15.0000|null|DELIVERED|DE|order_date_before_2000|null",
            "A-1019|10|2025-03-04|30.0000|null|PROCESSING|DE|items_do_not_add_up|null");
  }

  @Test
  void everyFaultyLineIsInQuarantineWithItsReasons() {
    assertThat(
            SampleLakehouse.get()
                .rows(
                    """
                    SELECT regexp_extract(raw_line, 'A-[0-9]+', 0) AS id, concat_ws('+', reasons)
                    FROM {silver.orders_quarantine} ORDER BY id"""))
        .containsExactly(
            "|order_id_missing",
            "A-1012|amount_malformed",
            "A-1013|amount_negative",
            "A-1014|order_date_malformed",
            "A-1015|status_unknown+country_unknown",
            "A-1016|json_malformed",
            "A-1020|customer_id_not_positive",
            "A-1021|amount_too_many_decimals",
            "A-1022|refund_above_amount",
            "A-1023|order_date_in_future",
            "A-1024|amount_malformed+channel_unknown+currency_unknown",
            "A-1025|updated_at_malformed+items_malformed",
            "A-1026|item_incomplete+item_out_of_range",
            "A-1027|json_not_object",
            "A-1028|json_malformed",
            "A-1030|field_repeated");
  }

  @Test
  void linesOfFilesAreRowsOfBronzeAreEvents() throws IOException {
    long lines = 0;
    for (String file : List.of("orders_001.json", "orders_002.json")) {
      lines += Files.readAllLines(SampleLakehouse.ORDERS.resolve(file)).size();
    }
    TestLakehouse lakehouse = SampleLakehouse.get();
    assertThat(lakehouse.value("SELECT count(*) FROM {bronze.orders_raw}")).isEqualTo(lines);
    assertThat(lakehouse.value("SELECT count(*) FROM {silver.order_events}")).isEqualTo(lines);
  }

  @Test
  void everyLawHolds() {
    SampleLakehouse.get().assertLawsHold();
  }

  @Test
  void fileByFileGivesTheSameTablesAsBothAtOnce(@TempDir Path folder) throws IOException {
    TestLakehouse lakehouse = new TestLakehouse(folder);
    Path customers = Files.createDirectories(folder.resolve("landing/customers"));
    Files.copy(
        SampleLakehouse.FILES.resolve("customers/customers_001.json"),
        customers.resolve("customers_001.json"));
    for (String file : List.of("orders_001.json", "orders_002.json")) {
      lakehouse.land(file, Files.readAllBytes(SampleLakehouse.ORDERS.resolve(file)));
      lakehouse.run();
    }
    assertThat(lakehouse.rows("SELECT rows_in FROM {ops.ledger} WHERE stage = 'bronze' ORDER BY 1"))
        .containsExactly("11", "17", "20");
    assertGold(lakehouse);
    assertThat(lakehouse.outcome()).isEqualTo(SampleLakehouse.get().outcome());
    lakehouse.assertLawsHold(Layer.OPS);
  }

  private static void assertGold(TestLakehouse lakehouse) {
    assertThat(lakehouse.rows("SELECT * FROM {gold.daily_revenue} ORDER BY 1, 2, 3, 4, 5"))
        .containsExactly(
            "1999-12-31|EUR|DE|IN_STORE|DELIVERED|1|15.0000|0.0000|0.0000|15.0000",
            "2025-03-01|EUR|DE|WEB|DELIVERED|1|120.0000|0.0000|0.0000|120.0000",
            "2025-03-01|EUR|FR|MOBILE|SHIPPED|1|75.5000|0.0000|0.0000|75.5000",
            "2025-03-01|GBP|GB|IN_STORE|REFUNDED|1|200.0000|0.0000|50.0000|150.0000",
            "2025-03-02|EUR|DE|WEB|CANCELLED|0|0.0000|60.0000|0.0000|0.0000",
            "2025-03-02|JPY|JP|MARKETPLACE|PROCESSING|1|5000.0000|0.0000|0.0000|5000.0000",
            "2025-03-02|USD|US|WEB|REFUNDED|1|99.9900|0.0000|99.9900|0.0000",
            "2025-03-03|EUR|DE|WEB|PROCESSING|1|30.0000|0.0000|0.0000|30.0000",
            "2025-03-03|EUR|FR|MOBILE|CANCELLED|0|0.0000|40.0000|0.0000|0.0000",
            "2025-03-03|EUR|US|WEB|DELIVERED|1|80.0000|0.0000|0.0000|80.0000",
            "2025-03-03|KWD|KW|IN_STORE|PROCESSING|1|12.3450|0.0000|0.0000|12.3450",
            "2025-03-04|EUR|DE|WEB|PROCESSING|1|30.0000|0.0000|0.0000|30.0000",
            "2025-03-04|EUR|FR|MOBILE|PROCESSING|1|25.0000|0.0000|0.0000|25.0000");
    assertThat(lakehouse.rows("SELECT * FROM {gold.customer_summary} ORDER BY 1, 2"))
        .containsExactly(
            "1|EUR|2025-03-01|2025-03-01|1|120.0000|0.0000|120.0000|120.0000|3",
            "2|EUR|2025-03-01|2025-03-04|2|100.5000|0.0000|100.5000|50.2500|0",
            "3|GBP|2025-03-01|2025-03-01|1|200.0000|50.0000|150.0000|150.0000|3",
            "4|JPY|2025-03-02|2025-03-02|1|5000.0000|0.0000|5000.0000|5000.0000|2",
            "5|USD|2025-03-02|2025-03-02|1|99.9900|99.9900|0.0000|0.0000|2",
            "6|KWD|2025-03-03|2025-03-03|1|12.3450|0.0000|12.3450|12.3450|1",
            "7|EUR|2025-03-03|2025-03-03|1|30.0000|0.0000|30.0000|30.0000|1",
            "8|EUR|2025-03-03|2025-03-03|1|80.0000|0.0000|80.0000|80.0000|1",
            "10|EUR|1999-12-31|2025-03-04|2|45.0000|0.0000|45.0000|22.5000|0");
    assertThat(
            lakehouse.rows(
                "SELECT sku, currency, name, category, orders, units, list_value, discounts, revenue"
                    + " FROM {gold.product_performance} ORDER BY 1, 2"))
        .containsExactly(
            "BULB-09|EUR|LED bulb|Home|2|7.0000|52.50000000|0E-8|52.50000000",
            "LAMP-01|EUR|Desk lamp|Home|1|2.0000|90.00000000|0E-8|90.00000000",
            "MUG-03|EUR|Mug, blue|Kitchen|1|2.0000|25.00000000|0E-8|25.00000000");
  }
}
