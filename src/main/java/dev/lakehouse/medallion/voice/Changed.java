package dev.lakehouse.medallion.voice;

import dev.lakehouse.medallion.contract.Headline;
import dev.lakehouse.medallion.contract.Movement;
import dev.lakehouse.medallion.contract.Movement.Move;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a run has changed in the figure that a gold table is known by. */
public record Changed(Movement movement) implements Event {

  private static final int SHOWN = 6;

  @Override
  public String name() {
    return "changed";
  }

  @Override
  public String stage() {
    return "gold";
  }

  @Override
  public Map<String, Object> fields() {
    Headline headline = movement.headline();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("table", movement.table().toString());
    fields.put("measure", headline.measure());
    fields.put("counts", Map.of(headline.buckets() + "s", byBucket().size()));
    fields.put("changes", movement.moves().stream().map(move -> fields(headline, move)).toList());
    return fields;
  }

  private static Map<String, Object> fields(Headline headline, Move move) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(headline.bucket(), move.bucket());
    fields.put(headline.unit(), move.unit());
    fields.put("before", move.before());
    fields.put("after", move.after());
    return fields;
  }

  @Override
  public List<Line> lines() {
    Map<String, List<Move>> byBucket = byBucket();
    String named =
        byBucket.entrySet().stream()
            .limit(SHOWN)
            .map(Changed::named)
            .collect(Collectors.joining(", "));
    return List.of(
        Line.more(
            Phrase.text(
                "%s of %s changed: %s%s",
                movement.headline().name(),
                Phrase.count(byBucket.size(), movement.headline().buckets()),
                named,
                byBucket.size() > SHOWN ? ", …" : "")));
  }

  /** A bucket with the units in it, of a few with how much more or less it is. */
  private static String named(Map.Entry<String, List<Move>> bucket) {
    String moves =
        bucket.getValue().stream()
            .map(move -> move.unit() + " " + signed(move.after().subtract(move.before())))
            .collect(Collectors.joining(", "));
    return bucket.getKey() + " (" + moves + ")";
  }

  private static String signed(BigDecimal amount) {
    BigDecimal plain = amount.stripTrailingZeros();
    BigDecimal shown = plain.scale() < 2 ? plain.setScale(2) : plain;
    return (shown.signum() > 0 ? "+" : "") + Phrase.text("%,." + shown.scale() + "f", shown);
  }

  private Map<String, List<Move>> byBucket() {
    return movement.moves().stream()
        .collect(Collectors.groupingBy(Move::bucket, LinkedHashMap::new, Collectors.toList()));
  }
}
