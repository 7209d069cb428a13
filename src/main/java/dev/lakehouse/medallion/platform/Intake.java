package dev.lakehouse.medallion.platform;

import dev.lakehouse.medallion.contract.UserException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How files are taken in; what is empty is left to the platform.
 *
 * @param maxFiles the most files of one micro-batch
 * @param maxBytes about the most bytes of one micro-batch, such as {@code 10g}
 * @param cleaning what becomes of files that have been taken in
 * @param archive where they are moved to
 * @param discovery how new files are noticed
 * @param backfill how often the whole folder is listed all the same, such as {@code 1 day}
 */
public record Intake(
    Optional<Integer> maxFiles,
    Optional<String> maxBytes,
    Cleaning cleaning,
    Optional<String> archive,
    Discovery discovery,
    Optional<String> backfill) {

  /** As the platform does it by itself; files stay where they are. */
  public static final Intake PLAIN =
      new Intake(
          Optional.empty(),
          Optional.empty(),
          Cleaning.KEEP,
          Optional.empty(),
          Discovery.LISTING,
          Optional.empty());

  /** What becomes of files that have been taken in. */
  public enum Cleaning {
    KEEP,
    /** They are deleted, damaged ones too once they have been named. */
    DELETE,
    MOVE
  }

  /** How new files are noticed. */
  public enum Discovery {
    /** By a list of the folder. */
    LISTING,
    /** By events that the storage sends. */
    FILE_EVENTS
  }

  private static final Pattern SIZE = Pattern.compile("(?i)[0-9]{1,15} ?[kmgtp]?b?");
  private static final Pattern INTERVAL =
      Pattern.compile("(?i)[0-9]{1,6} (second|minute|hour|day|week|month)s?");

  /**
   * @throws UserException if one of them makes no sense, or two of them contradict each other
   */
  public Intake {
    if (maxBytes.filter(most -> !SIZE.matcher(most).matches()).isPresent()) {
      throw new UserException(
          "--max-bytes-per-trigger is '" + maxBytes.get() + "'.",
          "A size is a number, with or without a unit.",
          "Give --max-bytes-per-trigger a number of bytes, or one with its unit: 10g.");
    }
    if (backfill.filter(every -> !INTERVAL.matcher(every).matches()).isPresent()) {
      throw new UserException(
          "--backfill-interval is '" + backfill.get() + "'.",
          "An interval is a number and its unit.",
          "Give --backfill-interval a number and its unit: \"1 day\".");
    }
    if (maxFiles.filter(most -> most < 1).isPresent()) {
      throw new UserException(
          "--max-files-per-trigger is " + maxFiles.get() + ".",
          "A micro-batch has at least one file.",
          "Give --max-files-per-trigger a number from 1 on.");
    }
    if ((cleaning == Cleaning.MOVE) != archive.isPresent()) {
      throw new UserException(
          "--clean-source move and --archive belong together.",
          "Only "
              + (archive.isPresent() ? "--archive " + archive.get() : "the first")
              + " was given.",
          "Name with --archive the folder that files are moved to, or leave both out.");
    }
    if (discovery == Discovery.FILE_EVENTS && backfill.isPresent()) {
      throw new UserException(
          "--file-events and --backfill-interval exclude each other.",
          "Managed file events see to it themselves that no file is missed.",
          "Leave --backfill-interval out.");
    }
  }
}
