package dev.lakehouse.medallion.stage;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer to every question over {@link QuestionOrders}, worked out by hand.
 *
 * <p>The newest day is 2026-02-28, so that the last 28 days begin with February.
 */
final class Answers {

  static final Map<String, String> ALL = all();

  private Answers() {}

  private static Map<String, String> all() {
    Map<String, String> answers = new LinkedHashMap<>();
    // A30, the only order in yen of these days, is cancelled.
    answers.put(
        "net-by-country-last-28-days",
        """
        currency,country,orders,net
        EUR,DE,4,150.0000
        EUR,CH,1,80.0000
        EUR,AT,1,35.0000
        JPY,JP,0,0.0000
        USD,DE,1,225.0000
        USD,US,1,100.0000
        """);
    // The averages are sums over 7 and 28 calendar days: on 02-28 (20+80)/7 and
    // (40+30+60+35+20+80)/28; on 02-16 (60+35)/7 and (100+50+40+30+60+35)/28. The growth is
    // against the same weekday: 60/30, 225/450, 30/50, 40/100; nothing was sold a week before the
    // others.
    answers.put(
        "net-against-averages-last-28-days",
        """
        order_day,currency,net,net_7_day_average,net_28_day_average,net_growth_on_week
        2026-02-28,EUR,80.0000,14.2857,9.4643,
        2026-02-27,EUR,20.0000,2.8571,6.6071,
        2026-02-25,USD,100.0000,14.2857,27.6786,
        2026-02-16,EUR,35.0000,13.5714,11.2500,
        2026-02-11,EUR,60.0000,8.5714,10.0000,1.000000
        2026-02-09,JPY,0.0000,0.0000,0.0000,
        2026-02-05,USD,225.0000,32.1429,24.1071,-0.500000
        2026-02-04,EUR,30.0000,10.0000,10.3571,-0.400000
        2026-02-02,EUR,40.0000,12.8571,9.2857,-0.600000
        """);
    // A25's 50 to A28's 30, and A28's 30 to A31's 60, are no such drops.
    answers.put(
        "unusual-drops-last-28-days",
        """
        order_day,weekday_name,currency,net_week_before,net,growth,is_complete
        2026-02-23,Monday,EUR,35.0000,0.0000,-1.0000,true
        2026-02-18,Wednesday,EUR,60.0000,0.0000,-1.0000,true
        2026-02-12,Thursday,USD,225.0000,0.0000,-1.0000,true
        2026-02-09,Monday,EUR,40.0000,0.0000,-1.0000,true
        2026-02-05,Thursday,USD,450.0000,225.0000,-0.5000,true
        2026-02-02,Monday,EUR,100.0000,40.0000,-0.6000,true
        """);
    // EUR on Mondays: A01 100, A05 20, A09 80, A13 0, A16 25, A19 120, A22 30, A24 100, A27 40,
    // A32 35.
    answers.put(
        "net-by-weekday",
        """
        currency,weekday_name,orders,net
        EUR,Monday,10,550.0000
        EUR,Tuesday,2,205.0000
        EUR,Wednesday,3,140.0000
        EUR,Thursday,1,5.0000
        EUR,Friday,3,100.0000
        EUR,Saturday,1,80.0000
        JPY,Monday,0,0.0000
        JPY,Wednesday,1,7500.0000
        JPY,Friday,1,5000.0000
        USD,Monday,1,90.0000
        USD,Tuesday,1,150.0000
        USD,Wednesday,3,520.0000
        USD,Thursday,2,675.0000
        USD,Friday,2,650.0000
        """);
    // A16 and A17, of the last days of 2025, are in the first week of 2026, as is A18.
    answers.put(
        "net-by-iso-week",
        """
        iso_year,iso_week,currency,orders,net
        2026,9,EUR,2,100.0000
        2026,9,USD,1,100.0000
        2026,8,EUR,1,35.0000
        2026,7,EUR,1,60.0000
        2026,7,JPY,0,0.0000
        2026,6,EUR,2,70.0000
        2026,6,USD,1,225.0000
        2026,5,EUR,2,150.0000
        2026,5,USD,1,450.0000
        2026,4,USD,0,0.0000
        2026,3,EUR,1,30.0000
        2026,2,EUR,2,160.0000
        2026,2,JPY,1,7500.0000
        2026,1,EUR,2,65.0000
        2026,1,USD,1,150.0000
        2025,52,USD,1,90.0000
        2025,51,EUR,1,0.0000
        2025,49,EUR,2,125.0000
        2025,49,JPY,1,5000.0000
        2025,49,USD,1,200.0000
        2025,47,EUR,0,0.0000
        2025,46,EUR,1,20.0000
        2025,46,USD,2,720.0000
        2025,45,EUR,3,265.0000
        2025,45,USD,1,150.0000
        """);
    answers.put(
        "net-by-month",
        """
        month_start,currency,orders,net
        2026-02-01,EUR,6,265.0000
        2026-02-01,JPY,0,0.0000
        2026-02-01,USD,2,325.0000
        2026-01-01,EUR,6,380.0000
        2026-01-01,JPY,1,7500.0000
        2026-01-01,USD,1,450.0000
        2025-12-01,EUR,4,150.0000
        2025-12-01,JPY,1,5000.0000
        2025-12-01,USD,3,440.0000
        2025-11-01,EUR,4,285.0000
        2025-11-01,USD,3,870.0000
        """);
    answers.put(
        "net-by-quarter",
        """
        year,quarter,currency,orders,net
        2026,1,EUR,12,645.0000
        2026,1,JPY,1,7500.0000
        2026,1,USD,3,775.0000
        2025,4,EUR,8,435.0000
        2025,4,JPY,1,5000.0000
        2025,4,USD,6,1310.0000
        """);
    // On 02-05 225 dollars at 0.9; the rates of 02-25 (dollars) and 02-09 (yen) are missing.
    answers.put(
        "net-per-day-in-reporting-currency",
        """
        order_day,reporting_currency,orders,orders_without_rate,net_reporting
        2026-02-28,EUR,1,0,80.0000
        2026-02-27,EUR,1,0,20.0000
        2026-02-25,EUR,1,1,
        2026-02-16,EUR,1,0,35.0000
        2026-02-11,EUR,1,0,60.0000
        2026-02-09,EUR,0,1,
        2026-02-05,EUR,1,0,202.5000
        2026-02-04,EUR,1,0,30.0000
        2026-02-02,EUR,1,0,40.0000
        """);
    // November: 285 euros and 870 dollars at 0.9; every other month lacks a rate.
    answers.put(
        "net-by-month-in-reporting-currency",
        """
        month_start,reporting_currency,orders,orders_without_rate,net_reporting
        2026-02-01,EUR,8,2,
        2026-01-01,EUR,8,1,
        2025-12-01,EUR,8,1,
        2025-11-01,EUR,7,0,1068.0000
        """);
    answers.put(
        "missing-exchange-rates",
        """
        order_day,currency,orders_without_rate
        2026-02-25,USD,1
        2026-02-09,JPY,1
        2026-01-07,JPY,1
        2025-12-05,JPY,1
        """);
    // EUR by web: A01 100, A02 160, A09 80, A18 40, A19 120, A21 60-20, A31 60, A32 35, A35 80.
    answers.put(
        "average-order-value-by-channel",
        """
        currency,channel,orders,net,average_order_value
        EUR,WEB,9,715.0000,79.4444
        EUR,MARKETPLACE,2,140.0000,70.0000
        EUR,IN_STORE,6,150.0000,25.0000
        EUR,MOBILE,3,75.0000,25.0000
        JPY,MOBILE,2,12500.0000,6250.0000
        USD,WEB,6,1685.0000,280.8333
        USD,MOBILE,3,400.0000,133.3333
        """);
    // Cancelled are A08, A14 and A23 by web, and A30 by mobile.
    answers.put(
        "cancel-rate-by-channel",
        """
        channel,all_orders,cancelled_orders,cancel_rate
        WEB,18,3,0.1667
        MOBILE,9,1,0.1111
        IN_STORE,6,0,0.0000
        MARKETPLACE,2,0,0.0000
        """);
    // Given back are 30 of A06, 20 of A21, and all 55 of A13.
    answers.put(
        "refunds-by-month",
        """
        month_start,currency,orders,refunded_orders,refund_rate,refunded
        2026-02-01,EUR,6,0,0.0000,0.0000
        2026-02-01,JPY,0,0,,0.0000
        2026-02-01,USD,2,0,0.0000,0.0000
        2026-01-01,EUR,6,1,0.1667,20.0000
        2026-01-01,JPY,1,0,0.0000,0.0000
        2026-01-01,USD,1,0,0.0000,0.0000
        2025-12-01,EUR,4,1,0.2500,55.0000
        2025-12-01,JPY,1,0,0.0000,0.0000
        2025-12-01,USD,3,0,0.0000,0.0000
        2025-11-01,EUR,4,0,0.0000,0.0000
        2025-11-01,USD,3,1,0.3333,30.0000
        """);
    // EUR in February: 14 and 15 are new; 1, 4, 6 and 13 come back.
    answers.put(
        "new-and-returning-customers",
        """
        month,currency,new_customers,returning_customers,new_share
        2026-02-01,EUR,2,4,0.3333
        2026-02-01,JPY,0,0,
        2026-02-01,USD,1,1,0.5000
        2026-01-01,EUR,3,2,0.6000
        2026-01-01,JPY,0,1,0.0000
        2026-01-01,USD,0,1,0.0000
        2025-12-01,EUR,2,1,0.6667
        2025-12-01,JPY,1,0,1.0000
        2025-12-01,USD,2,1,0.6667
        2025-11-01,EUR,4,0,1.0000
        2025-11-01,USD,3,0,1.0000
        """);
    // New were 6, 7, 8, 10 and 16; 6, 8 and 10 came again. The only order of 9 was cancelled.
    answers.put(
        "december-repeat-rate",
        """
        year,new_customers,ordered_again,repeat_rate
        2025,5,3,0.6000
        """);
    // New in January were 11, 12 and 13; 12 has not come again.
    answers.put(
        "last-month-repeat-rate",
        """
        month,new_customers,ordered_again,repeat_rate
        2026-01-01,3,2,0.6667
        """);
    // EUR: of 1, 2, 4 and 17 the first comes in every month, 4 in February; of 6 and 10 the latter
    // comes in January, the former in February; of 11, 12 and 13 the last comes in February.
    answers.put(
        "retention-by-cohort",
        """
        currency,cohort_month,customers,month_1,month_2,month_3,month_6,month_12
        EUR,2025-11-01,4,0.250000,0.250000,0.500000,,
        EUR,2025-12-01,2,0.500000,0.500000,,,
        EUR,2026-01-01,3,0.333333,,,,
        EUR,2026-02-01,2,,,,,
        JPY,2025-12-01,1,1.000000,0.000000,,,
        USD,2025-11-01,3,0.333333,0.333333,0.333333,,
        USD,2025-12-01,2,0.000000,0.000000,,,
        USD,2026-02-01,1,,,,,
        """);
    // Customer 17, the eleventh in euros, brought in 5.
    answers.put(
        "top-customers-by-lifetime-value",
        """
        currency,place,customer_id,lifetime_value,orders,recency_days,segment
        EUR,1,1,280.0000,4,17,loyal
        EUR,2,2,160.0000,1,116,at risk
        EUR,3,11,160.0000,2,50,returning
        EUR,4,13,140.0000,2,26,returning
        EUR,5,14,80.0000,1,0,new
        EUR,6,6,75.0000,3,24,returning
        EUR,7,10,75.0000,2,31,returning
        EUR,8,4,40.0000,2,1,returning
        EUR,9,15,35.0000,1,12,new
        EUR,10,12,30.0000,1,47,new
        JPY,1,8,12500.0000,2,52,returning
        USD,1,5,720.0000,2,30,returning
        USD,2,18,450.0000,1,106,at risk
        USD,3,3,400.0000,3,3,returning
        USD,4,14,225.0000,1,23,new
        USD,5,7,200.0000,1,85,new
        USD,6,16,90.0000,1,68,new
        """);
    // The averages are 1080/11 and 2085/6; customer 17, who left too, brought in less.
    answers.put(
        "customers-to-win-back",
        """
        currency,place,customer_id,segment,recency_days,orders,net
        EUR,1,2,at risk,116,1,160.0000
        USD,1,18,at risk,106,1,450.0000
        """);
    answers.put(
        "customer-segments",
        """
        currency,segment,customers,net
        EUR,returning,5,490.0000
        EUR,loyal,1,280.0000
        EUR,at risk,2,165.0000
        EUR,new,3,145.0000
        EUR,none,1,0.0000
        JPY,returning,1,12500.0000
        USD,returning,2,1120.0000
        USD,new,3,515.0000
        USD,at risk,1,450.0000
        """);
    answers.put(
        "customers-in-several-currencies",
        """
        customer_id,currencies,orders,last_order_day
        14,EUR USD,2,2026-02-28
        """);
    // P1 for euros: 5+8+4+2+6+3+4+2+3+4 at 20; P2: 9+11+4+6+2 at 5. P3: 13 at 150, less 50 once.
    answers.put(
        "best-products-by-revenue",
        """
        currency,place,sku,name,units,revenue
        EUR,1,P1,Lamp,41.0000,820.0000
        EUR,2,P2,Pen,32.0000,160.0000
        EUR,3,G1,,1.0000,25.0000
        JPY,1,P1,Lamp,5.0000,12500.0000
        USD,1,P3,Desk,13.0000,1900.0000
        USD,2,P2,Pen,43.0000,215.0000
        """);
    answers.put(
        "categories-by-revenue",
        """
        currency,category,units,revenue,share_of_currency
        EUR,Home,41.0000,820.0000,0.8159
        EUR,Office,32.0000,160.0000,0.1592
        EUR,,1.0000,25.0000,0.0249
        JPY,Home,5.0000,12500.0000,1.0000
        USD,Office,56.0000,2115.0000,1.0000
        """);
    answers.put(
        "discounts-by-product",
        """
        sku,currency,name,list_value,discounts,discount_share
        P3,USD,Desk,1950.0000,50.0000,0.0256
        """);
    answers.put(
        "orders-without-items",
        """
        channel,all_orders,without_items,share
        IN_STORE,6,6,1.0000
        MARKETPLACE,2,0,0.0000
        MOBILE,9,0,0.0000
        WEB,18,0,0.0000
        """);
    // Only A28 was told twice, so that the others have no step behind them that they do not name.
    answers.put(
        "funnel-by-channel-last-28-days",
        """
        channel,all_orders,processing,shipped,delivered,cancelled,refunded
        WEB,4,2,2,1,0,0
        MOBILE,3,2,1,0,1,0
        IN_STORE,1,1,0,0,0,0
        MARKETPLACE,1,0,1,0,0,0
        """);
    // In week 2 A19 took 36 hours and A21 took 24. A23 and A30 are cancelled. Week 1 is too old.
    answers.put(
        "hours-to-ship-by-channel-and-week",
        """
        iso_year,iso_week,channel,orders,orders_with_time,median_hours_to_ship
        2026,9,IN_STORE,1,,
        2026,9,MOBILE,1,,
        2026,9,WEB,1,,
        2026,8,WEB,1,1,24.00
        2026,7,WEB,1,,
        2026,6,MARKETPLACE,1,1,48.00
        2026,6,MOBILE,1,1,24.00
        2026,6,WEB,1,1,24.00
        2026,5,IN_STORE,1,,
        2026,5,MARKETPLACE,1,1,96.00
        2026,5,WEB,1,1,15.00
        2026,3,IN_STORE,1,,
        2026,2,MOBILE,1,1,30.00
        2026,2,WEB,2,2,30.00
        """);
    // US: 12, 24, 30, 36, 40, 45, 50; DE: 24, 24, 24, 48, 48.
    answers.put(
        "hours-to-deliver-by-country",
        """
        country,orders,orders_with_time,median_hours_to_deliver
        US,8,7,36.00
        JP,2,2,30.00
        DE,16,5,24.00
        FR,3,3,24.00
        AT,1,,
        CH,1,,
        """);
    answers.put(
        "orders-stuck-in-processing",
        """
        order_id,order_day,days_waiting,channel,country,currency,amount
        A04,2025-11-06,114,IN_STORE,DE,EUR,5.0000
        A05,2025-11-10,110,IN_STORE,DE,EUR,20.0000
        A16,2025-12-29,61,IN_STORE,DE,EUR,25.0000
        A22,2026-01-12,47,IN_STORE,DE,EUR,30.0000
        A25,2026-01-28,31,IN_STORE,DE,EUR,50.0000
        A31,2026-02-11,17,WEB,DE,EUR,60.0000
        """);
    // Of the 34 orders that came within 28 days all but one in a hundred came within 3: those of
    // 02-24 would have come by the end of 02-27, and of 02-25 one might still come.
    answers.put(
        "incomplete-days",
        """
        order_day,weekday_name,orders_so_far
        2026-02-28,Saturday,1
        2026-02-27,Friday,1
        2026-02-26,Thursday,0
        2026-02-25,Wednesday,1
        """);
    // A19 came a day late, A09 three, A06 more than 28; A28's second line is not the first heard of
    // it.
    answers.put(
        "late-arrivals",
        """
        days_late,orders,share_so_far
        0,32,0.9143
        1,1,0.9429
        3,1,0.9714
        over 28,1,1.0000
        """);
    answers.put(
        "rules-that-reject-most",
        """
        rule,rejected_lines,first_day,last_day
        amount_negative,3,2025-12-05,2026-02-16
        customer_id_not_positive,1,2026-01-20,2026-01-20
        json_malformed,1,2026-01-20,2026-01-20
        status_missing,1,2025-12-05,2025-12-05
        """);
    answers.put(
        "value-of-rejected-lines",
        """
        rule,currency,rejected_lines,value_affected
        amount_negative,EUR,2,-12.0000
        amount_negative,USD,1,-1.0000
        customer_id_not_positive,USD,1,-1.0000
        json_malformed,XXX,1,
        status_missing,EUR,1,10.0000
        """);
    // A29 and A35 were only warned of. On 02-16 one line was blank, which breaks no rule; R3 broke
    // two on 01-20 and is one line.
    answers.put(
        "broken-lines-by-day",
        """
        ingested_day,lines,broken_lines,share
        2026-02-28,1,1,1.0000
        2026-02-16,3,1,0.3333
        2026-02-05,2,1,0.5000
        2026-01-20,3,2,0.6667
        2025-12-05,4,2,0.5000
        """);
    answers.put(
        "unusual-currencies",
        """
        country,currency,orders,amount
        CH,EUR,1,80.0000
        DE,USD,1,225.0000
        """);
    return Collections.unmodifiableMap(answers);
  }
}
