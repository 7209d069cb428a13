package dev.lakehouse.medallion.stage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatementsTest {

  @Test
  void semicolonEndsAStatement() {
    Statements statements = Statements.in("SELECT 1;\n SELECT 2 ;; SELECT\n3");
    assertThat(statements.whole()).containsExactly("SELECT 1", "SELECT 2");
    assertThat(statements.rest()).isEqualTo("SELECT\n3");
    assertThat(statements.all()).containsExactly("SELECT 1", "SELECT 2", "SELECT\n3");
  }

  @Test
  void semicolonInATextANameOrACommentEndsNothing() {
    String odd = "SELECT 'a;\\';', \"b;\", `c;` -- d;\n /* e; */ FROM f";
    assertThat(Statements.in(odd + ";").whole()).containsExactly(odd);
    assertThat(Statements.in("SELECT 'not closed;").whole()).isEmpty();
    assertThat(Statements.in("SELECT /* not closed;").whole()).isEmpty();
  }

  @Test
  void blanksAndCommentsAreNoStatement() {
    assertThat(Statements.in(" ;; -- nothing\n; /* here */ ;").all()).isEmpty();
  }
}
