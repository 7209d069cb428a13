package dev.lakehouse.medallion.contract;

/**
 * The figure of a gold table by which people know that something has changed.
 *
 * @param name what it is called in a sentence: {@code net revenue}
 * @param measure the column that holds it, which may be summed within a unit
 * @param bucket the column whose values are named where the figure changed
 * @param buckets what one of these values is called: {@code day}
 * @param unit the column that says what the figure is in: a currency
 */
public record Headline(String name, String measure, String bucket, String buckets, String unit) {}
