package dev.lakehouse.medallion.contract;

import java.time.ZoneId;

/**
 * The two time zones a person can choose.
 *
 * @param source the zone of instants that come without an offset
 * @param business the zone in which the business day is taken
 */
public record Zones(ZoneId source, ZoneId business) {

  public static final Zones UTC = new Zones(ZoneId.of("UTC"), ZoneId.of("UTC"));
}
