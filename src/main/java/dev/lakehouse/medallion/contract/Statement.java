package dev.lakehouse.medallion.contract;

/**
 * A statement that makes something, and what it takes to be allowed to run it.
 *
 * @param what what it makes, as a person would name it
 * @param privilege as a GRANT statement names it, up to TO: {@code CREATE TABLE ON SCHEMA a.b}
 */
public record Statement(String sql, String what, String privilege) {}
