package dev.lakehouse.medallion.orders.sample;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The imagined shop: what it sells, in which countries and at which prices, as SQL. */
final class Shop {

  private static final List<Market> MARKETS =
      List.of(
          new Market("DE", 24, "EUR", 2, 1_000, "+01:00"),
          new Market("US", 18, "USD", 2, 1_090, "-05:00"),
          new Market("GB", 14, "GBP", 2, 860, "Z"),
          new Market("FR", 13, "EUR", 2, 1_000, "+01:00"),
          new Market("JP", 8, "JPY", 0, 1_600, "+09:00"),
          new Market("PL", 7, "PLN", 2, 4_300, "+01:00"),
          new Market("BR", 6, "BRL", 2, 5_900, "-03:00"),
          new Market("SE", 4, "SEK", 2, 11_300, "+01:00"),
          new Market("CH", 4, "CHF", 2, 960, "+01:00"),
          new Market("KW", 2, "KWD", 3, 3_350, "+03:00"));

  /** Stock keeping unit, name, category, price in euro cents. */
  private static final String PRODUCTS =
      """
      ELE-01|Wireless headphones|electronics|7990
      ELE-02|USB-C charger 65 W|electronics|3490
      ELE-03|Bluetooth speaker|electronics|5990
      ELE-04|Mechanical keyboard|electronics|9900
      ELE-05|Ergonomic mouse|electronics|4450
      ELE-06|27 inch monitor|electronics|28900
      ELE-07|Fitness tracker|electronics|12900
      ELE-08|E-book reader|electronics|14990
      ELE-09|Power bank 20000 mAh|electronics|3990
      ELE-10|Noise cancelling earbuds|electronics|17900
      HOM-01|Ceramic frying pan|home|4290
      HOM-02|Linen bedding set|home|8990
      HOM-03|Desk lamp|home|3950
      HOM-04|Cotton bath towel|home|1690
      HOM-05|Scented candle|home|1290
      HOM-06|Stoneware plate|home|990
      HOM-07|Wool blanket|home|6900
      HOM-08|French press|home|2990
      HOM-09|Kitchen knife|home|5490
      HOM-10|Robot vacuum|home|32900
      FAS-01|Cotton t-shirt|fashion|1490
      FAS-02|Slim jeans|fashion|5990
      FAS-03|Merino sweater|fashion|7900
      FAS-04|Running socks, 3 pairs|fashion|1250
      FAS-05|Rain jacket|fashion|11900
      FAS-06|Leather belt|fashion|3490
      FAS-07|Canvas sneakers|fashion|6490
      FAS-08|Linen shirt|fashion|4590
      FAS-09|Winter coat|fashion|18900
      FAS-10|Silk scarf|fashion|3990
      SPO-01|Yoga mat|sports|2990
      SPO-02|Kettlebell 12 kg|sports|4490
      SPO-03|Trail running shoes|sports|11990
      SPO-04|Water bottle 750 ml|sports|1790
      SPO-05|Cycling helmet|sports|6990
      SPO-06|Resistance bands|sports|1590
      SPO-07|Two person tent|sports|15900
      SPO-08|Climbing rope 60 m|sports|13990
      SPO-09|Football|sports|2490
      SPO-10|Swimming goggles|sports|1890
      BEA-01|Crème de jour 50 ml|beauty|2790
      BEA-02|Shampoo bar|beauty|890
      BEA-03|Sunscreen SPF 50|beauty|1590
      BEA-04|Eau de parfum 100 ml|beauty|8900
      BEA-05|Lip balm|beauty|490
      BEA-06|Electric toothbrush|beauty|6990
      BEA-07|Hand soap refill|beauty|590
      BEA-08|Hair dryer|beauty|4990
      BEA-09|Beard oil|beauty|1850
      BEA-10|Nail polish|beauty|790
      GRO-01|Espresso beans 1 kg|grocery|1890
      GRO-02|Olive oil 500 ml|grocery|1290
      GRO-03|Früchtemüsli 750 g|grocery|690
      GRO-04|Dark chocolate 85 %|grocery|390
      GRO-05|Green tea, 50 bags|grocery|750
      GRO-06|Basmati rice 2 kg|grocery|820
      GRO-07|Honey 500 g|grocery|950
      GRO-08|Truffle pasta sauce|grocery|850
      GRO-09|Mixed nuts 400 g|grocery|790
      GRO-10|Elderflower syrup|grocery|540
      """;

  /** SQL for the JSON text of an order's channel. */
  static final String CHANNEL =
      """
      element_at(
        array('"web"', '"web"', '"web"', '"web"', '"mobile"', '"mobile"', '"mobile"',
          '"in_store"', '"in_store"', '"marketplace"'),
        CAST(1 + pmod(xxhash64(dice, 'channel'), 10) AS INT))
      """;

  private Shop() {}

  /**
   * SQL for an order's basket: one to four places in {@link #prices}.
   *
   * <p>The square favours a few products, and the seven scatters those over the categories.
   */
  static String basket() {
    return """
    transform(
      sequence(1, element_at(array(1, 1, 1, 1, 2, 2, 2, 3, 3, 4),
        CAST(1 + pmod(xxhash64(dice, 'items'), 10) AS INT))),
      at -> CAST((market - 1) * 720
        + 12 * pmod(7 * (pmod(xxhash64(dice, 'product', at), 1000)
          * pmod(xxhash64(dice, 'product', at), 1000) * 60 div 1000000), 60)
        + element_at(array(0, 0, 0, 0, 0, 4, 4, 8),
          CAST(1 + pmod(xxhash64(dice, 'quantity', at), 8) AS INT))
        + element_at(array(0, 0, 0, 0, 0, 0, 1, 2, 3),
          CAST(1 + pmod(xxhash64(dice, 'discount', at), 9) AS INT)) AS INT))
    """;
  }

  /** An array of the markets: country, currency, scale, decimals, rate, clock and offset. */
  static String markets() {
    return MARKETS.stream().map(Market::literal).collect(Collectors.joining(", ", "array(", ")"));
  }

  /** An array of positions in {@link #markets()}, each as often as its market's weight. */
  static String marketSlots() {
    return IntStream.range(0, MARKETS.size())
        .boxed()
        .flatMap(at -> Collections.nCopies(MARKETS.get(at).weight(), at + 1).stream())
        .map(String::valueOf)
        .collect(Collectors.joining(", ", "array(", ")"));
  }

  /** SQL for a sum of the currency's smallest unit, with as many decimals as the currency has. */
  static String money(String units) {
    return """
    CASE WHEN shop.decimals = 0 THEN CAST(%1$s AS STRING)
      ELSE concat(%1$s div shop.scale, '.', lpad(%1$s %% shop.scale, shop.decimals, '0')) END
    """
        .formatted(units);
  }

  /**
   * SQL for all that an item can be: each product in each market, one to three of it, 0 to 15
   * percent off. Prices, discounts and costs are in the currency's smallest unit.
   *
   * <p>An array of a few thousand texts and costs, made once: to put each item together in place
   * would be most of the work of writing an order. A join would lose the order of the rows.
   */
  static String prices() {
    return """
    (SELECT array_sort(collect_list(struct(offer,
        concat('{"sku":"', product.sku, '","name":"', product.name, '","category":"',
          product.category, '","quantity":', quantity, ',"unit_price":', %s,
          ',"discount":', %s, '}') AS item,
        quantity * price - discount AS cost,
        product.sku, product.name, product.category, quantity, price, discount)))
      FROM (SELECT *, quantity * price * percent div 100 AS discount
        FROM (SELECT *, product.cents * shop.rate div 1000 AS price
          FROM (SELECT id AS offer,
              element_at(%s, CAST(1 + id div 720 AS INT)) AS shop,
              element_at(%s, CAST(1 + id div 12 %% 60 AS INT)) AS product,
              1 + id div 4 %% 3 AS quantity,
              5 * (id %% 4) AS percent
            FROM range(%d)))))
    """
        .formatted(money("price"), money("discount"), markets(), products(), 720 * MARKETS.size());
  }

  private static String products() {
    return PRODUCTS.lines().map(Shop::product).collect(Collectors.joining(", ", "array(", ")"));
  }

  private static String product(String row) {
    return "named_struct('sku', '%s', 'name', '%s', 'category', '%s', 'cents', %sL)"
        .formatted((Object[]) row.split("\\|"));
  }

  /** A country, its share of customers, its money, and its clock without daylight saving time. */
  private record Market(
      String country, int weight, String currency, int decimals, int rate, String offset) {

    /** {@code rate} is in the currency's smallest unit per thousand euro cents. */
    private String literal() {
      long hours = offset.equals("Z") ? 0 : Long.parseLong(offset.substring(0, 3));
      return """
      named_struct('country', '%s', 'currency', '%s', 'scale', %dL, 'decimals', %d,
        'rate', %dL, 'clock', %dL, 'offset', '%s')\
      """
          .formatted(
              country,
              currency,
              Math.round(Math.pow(10, decimals)),
              decimals,
              rate,
              hours * 3_600,
              offset);
    }
  }
}
