package dev.lakehouse.medallion.orders.gold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.TestSession;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class MeasuresTest {

  @Test
  void cancelledOrderIsNeitherRevenueNorRefund() {
    assertThat(measures("('CANCELLED', 30.00, 5.00)"))
        .containsExactly("0", "0.0000", "30.0000", "0.0000", "0.0000", "null");
  }

  @Test
  void refundedOrderGivesBackAllUnlessItNamesAPart() {
    assertThat(measures("('REFUNDED', 30.00, NULL)"))
        .containsExactly("1", "30.0000", "0.0000", "30.0000", "0.0000", "0.0000");
    assertThat(measures("('REFUNDED', 30.00, 12.50)"))
        .containsExactly("1", "30.0000", "0.0000", "12.5000", "17.5000", "17.5000");
  }

  @Test
  void partOfADeliveredOrderCanBeGivenBack() {
    assertThat(measures("('DELIVERED', 30.00, 10.00)"))
        .containsExactly("1", "30.0000", "0.0000", "10.0000", "20.0000", "20.0000");
  }

  @Test
  void averageIsOverOrdersThatAreNotCancelled() {
    assertThat(
            measures(
                "('DELIVERED', 10.00, NULL), ('SHIPPED', 10.01, NULL), ('PROCESSING', 0, NULL),"
                    + " ('CANCELLED', 99.00, NULL)"))
        .containsExactly("3", "20.0100", "99.0000", "0.0000", "20.0100", "6.6700");
  }

  private static List<String> measures(String orders) {
    Row row =
        TestSession.spark()
            .sql("SELECT * FROM VALUES " + orders + " AS t(status, amount, refund_amount)")
            .selectExpr(
                "status",
                "CAST(amount AS DECIMAL(18,4)) AS amount",
                "CAST(refund_amount AS DECIMAL(18,4)) AS refund_amount")
            .agg(
                Measures.ORDERS.column(),
                Measures.GROSS.column(),
                Measures.CANCELLED.column(),
                Measures.REFUNDED.column(),
                Measures.NET.column(),
                Measures.AVERAGE_ORDER_VALUE.column())
            .first();
    return java.util.stream.IntStream.range(0, row.length())
        .mapToObj(i -> String.valueOf(row.get(i)))
        .toList();
  }
}
