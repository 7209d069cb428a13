package dev.lakehouse.medallion.orders;

import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The codes an order may carry. Countries are ISO 3166-1 alpha-2 and currencies ISO 4217 with their
 * decimals, both as the JDK ships them ({@link Locale}, {@link Currency}).
 */
final class Codes {

  static final Set<String> STATUSES =
      Set.of("PROCESSING", "SHIPPED", "DELIVERED", "CANCELLED", "REFUNDED");
  static final Set<String> CHANNELS = Set.of("WEB", "MOBILE", "IN_STORE", "MARKETPLACE");
  static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
  static final Set<String> CURRENCIES =
      currencies().map(Currency::getCurrencyCode).collect(Collectors.toUnmodifiableSet());

  private Codes() {}

  /** The currencies that have so many decimals, in order. */
  static List<String> currenciesWithDecimals(int decimals) {
    return currencies()
        .filter(currency -> currency.getDefaultFractionDigits() == decimals)
        .map(Currency::getCurrencyCode)
        .sorted()
        .toList();
  }

  /** Each country with its own currency, as in {@code DEEUR}, in order. */
  static Set<String> usualPairs() {
    Set<String> pairs = new TreeSet<>();
    for (String country : COUNTRIES) {
      Currency currency = Currency.getInstance(new Locale("", country));
      if (currency != null) {
        pairs.add(country + currency.getCurrencyCode());
      }
    }
    return pairs;
  }

  /** Gold, special drawing rights and the like have no decimals (-1): they are no order's money. */
  private static Stream<Currency> currencies() {
    return Currency.getAvailableCurrencies().stream()
        .filter(currency -> currency.getDefaultFractionDigits() >= 0);
  }
}
