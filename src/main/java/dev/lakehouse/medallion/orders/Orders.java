package dev.lakehouse.medallion.orders;

import static dev.lakehouse.medallion.contract.Field.code;
import static dev.lakehouse.medallion.contract.Field.optional;
import static dev.lakehouse.medallion.contract.Field.required;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.Feed.Derived;
import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.Field;
import dev.lakehouse.medallion.contract.Kind;
import dev.lakehouse.medallion.contract.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The orders feed. To add a column, add a field; to add a rule, see {@link OrderRules}. */
public final class Orders {

  static final String ITEM_TYPE =
      "ARRAY<STRUCT<sku: STRING, name: STRING, category: STRING, quantity: DECIMAL(18,4),"
          + " unit_price: DECIMAL(18,4), discount: DECIMAL(18,4)>>";

  public static final Feed FEED =
      new Feed(
          "orders",
          "order",
          fields(),
          List.of(
              Derived.of(
                  "order_day",
                  "DATE",
                  "to_date(from_utc_timestamp(order_ts, {business_zone}))",
                  "The day of the order in the business zone")),
          OrderRules.ALL,
          "order_id",
          recency(),
          Optional.of(new Feed.Money("amount", "currency")),
          Optional.of("customer_id"),
          List.of("order_id", "order_day", "customer_id"));

  /** {@code silver.orders}. */
  public static final TableName CURRENT = new FeedTables(FEED).currentName();

  /** {@code silver.order_events}. */
  public static final TableName EVENTS = new FeedTables(FEED).eventsName();

  private Orders() {}

  private static List<Field> fields() {
    return List.of(
        required("order_id", Kind.TEXT, "STRING", "The order's identity across its versions"),
        required("customer_id", Kind.WHOLE_NUMBER, "BIGINT", "Who ordered; above 0"),
        required("order_date", Kind.INSTANT, "TIMESTAMP", "When it was ordered, in UTC")
            .as("order_ts"),
        required(
            "amount",
            Kind.DECIMAL,
            "DECIMAL(18,4)",
            "The order's total in its currency; never summed across currencies"),
        optional(
            "refund_amount",
            Kind.DECIMAL,
            "DECIMAL(18,4)",
            "The part of the amount given back; NULL where the source names none"),
        code(
            "status",
            Codes.STATUSES,
            Map.of("CANCELED", "CANCELLED"),
            "PROCESSING, SHIPPED, DELIVERED, CANCELLED or REFUNDED"),
        code("channel", Codes.CHANNELS, Map.of(), "WEB, MOBILE, IN_STORE or MARKETPLACE"),
        code(
            "country",
            Codes.COUNTRIES,
            Map.of("UK", "GB"),
            "Where it was ordered from, ISO 3166-1 alpha-2"),
        code("currency", Codes.CURRENCIES, Map.of(), "The currency of every amount, ISO 4217"),
        optional(
                "updated_at",
                Kind.INSTANT,
                "TIMESTAMP",
                "When this version of the order came to be, in UTC; the order's own time if absent")
            .otherwise("order_ts"),
        optional(
            "shipped_at",
            Kind.INSTANT,
            "TIMESTAMP",
            "When it was shipped, in UTC; NULL if unknown"),
        optional(
            "delivered_at",
            Kind.INSTANT,
            "TIMESTAMP",
            "When it was delivered, in UTC; NULL if unknown"),
        optional(
            "items", Kind.NESTED, ITEM_TYPE, "What was ordered; NULL where the source has none"));
  }

  /** Of two versions with the same time the one further along the order's life is the newer. */
  private static List<Derived> recency() {
    return List.of(
        Derived.of("updated_at", "TIMESTAMP", "updated_at", "When the version came to be"),
        Derived.of(
            "status_rank",
            "INT",
            """
            CASE status
              WHEN 'PROCESSING' THEN 1
              WHEN 'SHIPPED' THEN 2
              WHEN 'DELIVERED' THEN 3
              WHEN 'CANCELLED' THEN 4
              WHEN 'REFUNDED' THEN 5
            END""",
            "How far along the order's life it is"));
  }
}
