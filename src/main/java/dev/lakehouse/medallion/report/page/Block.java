package dev.lakehouse.medallion.report.page;

/** A part of a section: a picture, or a table that stands by itself. */
public sealed interface Block permits Figure, Listing {}
