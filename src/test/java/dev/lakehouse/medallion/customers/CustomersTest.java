package dev.lakehouse.medallion.customers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.Catalogue;
import dev.lakehouse.medallion.OrderLine;
import dev.lakehouse.medallion.SampleLakehouse;
import dev.lakehouse.medallion.TestLakehouse;
import dev.lakehouse.medallion.contract.Field;
import dev.lakehouse.medallion.contract.Field.Presence;
import dev.lakehouse.medallion.contract.Kind;
import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.Rule;
import dev.lakehouse.medallion.contract.SampleData.Request;
import dev.lakehouse.medallion.key.AnswerKey;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.transform.Subject;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustomersTest {

  @TempDir Path folder;

  @Test
  void sampleFileComesToTheCustomersThatItsReadmeTells() {
    TestLakehouse lakehouse = SampleLakehouse.get();
    assertThat(
            lakehouse.rows(
                """
                SELECT customer_id, name, email, country, signed_up_at,
                  array_join(_warnings, '+'), _rescued
                FROM {silver.customers} ORDER BY customer_id"""))
        .containsExactly(
            "1|Ada Lindqvist|ada@example.org|DE|2025-02-01 08:30:00.0||null",
            "2|Björn O'Brien|bjorn@example.com|GB|2025-02-10 00:00:00.0||null",
            "5|Fatima al-Sabah|fatima@example.com|KW|1999-05-01 00:00:00.0"
                + "|signed_up_before_2000+updated_before_signed_up|null",
            "9|Emiko Fujita|emiko@example.net|JP|2025-02-19 15:15:00.0|"
                + "|{\"newsletter\":\"true\"}",
            "99|Ines Becker|ines@example.com|CH|2025-03-03 08:00:00.0||null");
    assertThat(
            lakehouse.rows(
                """
                SELECT customer_id, array_join(array_sort(reasons), '+') FROM {silver.customers_quarantine}
                ORDER BY raw_line"""))
        .containsExactlyInAnyOrder(
            "3|email_not_an_address",
            "4|country_unknown+name_missing",
            "-5|customer_id_not_positive+signed_up_in_future",
            "null|json_malformed");
  }

  @Test
  void dimensionHasWhoOrderedAndWhoSignedUp() {
    assertThat(
            SampleLakehouse.get()
                .rows(
                    """
                    SELECT customer_id, email, home_country, orders > 0 FROM {gold.dim_customer}
                    WHERE customer_id IN (1, 8, 99) ORDER BY customer_id"""))
        .containsExactly(
            "1|ada@example.org|DE|true", "8|null|null|true", "99|ines@example.com|CH|false");
  }

  @Test
  void everyReasonThatACustomerCanBeRejectedOrWarnedForHasAFault() {
    Stream<String> planted =
        CustomerFault.ALL.stream()
            .flatMap(
                fault -> Stream.concat(fault.rejections().stream(), fault.warnings().stream()));
    Stream<String> rules = Customers.FEED.rules().stream().map(Rule::name);
    Stream<String> fields = Customers.FEED.fields().stream().flatMap(CustomersTest::reasons);
    assertThat(planted)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(
                    rules, fields, Stream.of("json_malformed", "json_not_object", "field_repeated"))
                .flatMap(reasons -> reasons)
                .toList());
  }

  private static Stream<String> reasons(Field field) {
    String unreadable = field.name() + (field.kind() == Kind.CODE ? "_unknown" : "_malformed");
    return field.presence() == Presence.REQUIRED
        ? Stream.of(field.name() + "_missing", unreadable)
        : Stream.of(unreadable);
  }

  @Test
  void generatedLinesComeToWhatTheirKeySaysAndACustomerIsForgottenInBothFeeds() {
    TestLakehouse lakehouse = new TestLakehouse(folder.resolve("lakehouse"));
    String key = folder.resolve("key").toString();
    lakehouse
        .pipeline()
        .generate(new Request(400, 2, 5, 30, LocalDate.parse("2025-01-01"), 0.3), Optional.of(key));
    lakehouse.land("one_more.json", OrderLine.of("N-1").with("customer_id", 7).json());
    lakehouse.runToSilver();
    AnswerKey.Result result =
        new AnswerKey(
                new Lakehouse(lakehouse.platform()),
                new PrintStream(PrintStream.nullOutputStream()))
            .check(Customers.FEED, List.of(), key);
    assertThat(result.holds()).as(result.toString()).isTrue();
    assertThat(result.planted()).isGreaterThan(200);
    lakehouse.assertLawsHold(Layer.BRONZE, Layer.SILVER, Layer.OPS);

    lakehouse.pipeline().forget(Subject.of(Catalogue.feeds(), "7"));
    assertThat(
            lakehouse.rows(
                """
                SELECT count(*) FROM {silver.customer_events} WHERE customer_id = 7
                UNION ALL SELECT count(*) FROM {silver.order_events} WHERE customer_id = 7"""))
        .containsExactly("0", "0");
    lakehouse.assertLawsHold(Layer.BRONZE, Layer.SILVER, Layer.OPS);
  }
}
