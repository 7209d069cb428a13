package dev.lakehouse.medallion.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ScreenTest {

  @Test
  void coloursAreLeftOutWhereSomebodyDoesNotWantThem() {
    assertThat(Screen.ofTerminal(Map.of("TERM", "xterm-256color"))).isEqualTo(Screen.COLOURED);
    assertThat(Screen.ofTerminal(Map.of("TERM", "xterm", "NO_COLOR", "1")))
        .isEqualTo(Screen.MONOCHROME);
    assertThat(Screen.ofTerminal(Map.of("TERM", "xterm", "NO_COLOR", "")))
        .isEqualTo(Screen.COLOURED);
  }

  @Test
  void dumbTerminalGetsPlainLines() {
    assertThat(Screen.ofTerminal(Map.of("TERM", "dumb")).isRewritable()).isFalse();
    assertThat(Screen.ofTerminal(Map.of()).isRewritable()).isFalse();
  }

  @Test
  void stateIsKeptWhereTheUserKeepsIt() {
    assertThat(Screen.stateFolder(Map.of(), "/home/a")).isEqualTo("/home/a/.local/state/medallion");
    assertThat(Screen.stateFolder(Map.of("XDG_STATE_HOME", "/state"), "/home/a"))
        .isEqualTo("/state/medallion");
    assertThat(Screen.stateFolder(Map.of("XDG_STATE_HOME", "not/absolute"), "/home/a"))
        .isEqualTo("/home/a/.local/state/medallion");
  }
}
