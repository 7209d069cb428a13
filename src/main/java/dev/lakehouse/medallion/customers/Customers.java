package dev.lakehouse.medallion.customers;

import static dev.lakehouse.medallion.contract.Field.code;
import static dev.lakehouse.medallion.contract.Field.optional;
import static dev.lakehouse.medallion.contract.Field.required;
import static dev.lakehouse.medallion.contract.Rule.reject;
import static dev.lakehouse.medallion.contract.Rule.warn;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.Feed.Derived;
import dev.lakehouse.medallion.contract.Field;
import dev.lakehouse.medallion.contract.Kind;
import dev.lakehouse.medallion.contract.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The customers feed: who has signed up, as far as they have said. */
public final class Customers {

  public static final Feed FEED =
      new Feed(
          "customers",
          "customer",
          fields(),
          List.of(),
          rules(),
          "customer_id",
          List.of(
              Derived.of("updated_at", "TIMESTAMP", "updated_at", "When the version came to be")),
          Optional.empty(),
          Optional.of("id"),
          List.of("customer_id"));

  private Customers() {}

  private static List<Field> fields() {
    return List.of(
        required("id", Kind.WHOLE_NUMBER, "BIGINT", "Who it is; above 0").as("customer_id"),
        required("name", Kind.TEXT, "STRING", "What they are called"),
        required("email", Kind.TEXT, "STRING", "Where they are written to"),
        code(
            "country",
            Set.of(Locale.getISOCountries()),
            Map.of("UK", "GB"),
            "Where they live, ISO 3166-1 alpha-2"),
        required("signed_up_at", Kind.INSTANT, "TIMESTAMP", "When they signed up, in UTC"),
        optional(
                "updated_at",
                Kind.INSTANT,
                "TIMESTAMP",
                "When this version of the customer came to be, in UTC; the sign-up if absent")
            .otherwise("signed_up_at"));
  }

  private static List<Rule> rules() {
    return List.of(
        reject("customer_id_not_positive", "customer_id <= 0"),
        reject("email_not_an_address", "NOT email RLIKE '^[^@ ]+@[^@ ]+[.][^@ .]+$'"),
        reject("signed_up_in_future", "signed_up_at > _ingested_at + INTERVAL 1 DAY"),
        warn("signed_up_before_2000", "signed_up_at < TIMESTAMP'2000-01-01 00:00:00Z'"),
        warn("updated_before_signed_up", "updated_at < signed_up_at"));
  }
}
