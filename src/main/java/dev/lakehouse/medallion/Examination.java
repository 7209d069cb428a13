package dev.lakehouse.medallion;

import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.SampleData;
import dev.lakehouse.medallion.contract.Zones;
import dev.lakehouse.medallion.key.AnswerKey;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.ledger.Ledger;
import dev.lakehouse.medallion.platform.Platform;
import dev.lakehouse.medallion.verify.Finding;
import dev.lakehouse.medallion.verify.Verify;
import dev.lakehouse.medallion.voice.Begun;
import dev.lakehouse.medallion.voice.Course;
import dev.lakehouse.medallion.voice.Voice;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Whether the tables hold what they have to, by the laws and by an answer key. */
final class Examination {

  private final Platform platform;
  private final Lakehouse lakehouse;
  private final Ledger ledger;
  private final Voice voice;
  private final Narration narration;

  /** The examination of tables and views that the session knows. */
  Examination(Platform platform, Lakehouse lakehouse, Ledger ledger, Voice voice) {
    this.platform = platform;
    this.lakehouse = lakehouse;
    this.ledger = ledger;
    this.voice = voice;
    this.narration = new Narration(voice);
  }

  /** Recomputes everything from bronze and tells how it compares; whether every law holds. */
  boolean laws(Zones zones, Set<Layer> layers) {
    Course course = new Course(voice);
    Verify verify = new Verify(platform, lakehouse, ledger, zones, narration::found);
    List<Supplier<Stream<Finding>>> examinations =
        verify.examinations(Catalogue.feeds(), Catalogue.gold(), layers);
    Verify.Verdict verdict =
        course.through(
            new Begun("verify", examinations.size(), "comparisons"),
            () -> verify.run(examinations, course::step));
    narration.judged(verdict.laws(), verdict.broken());
    return verdict.broken() == 0;
  }

  /** Compares the tables with an answer key and tells how they compare; whether it holds. */
  boolean answers(String answerKey) {
    boolean holds = true;
    for (SampleData data : Catalogue.samples()) {
      AnswerKey.Result result =
          new AnswerKey(lakehouse, voice.page())
              .check(Catalogue.feed(data.feed()), Catalogue.keyed(data), answerKey);
      narration.keyed(result);
      holds &= result.holds();
    }
    return holds;
  }
}
