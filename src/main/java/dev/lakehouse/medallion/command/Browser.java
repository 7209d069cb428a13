package dev.lakehouse.medallion.command;

import dev.lakehouse.medallion.voice.Fact;
import dev.lakehouse.medallion.voice.Voice;
import java.awt.Desktop;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.net.URI;

/** The browser of this desktop, where there is one. */
record Browser(Voice voice) {

  /** Shows a page, or says where it is. */
  void show(String address) {
    if (!shown(address)) {
      voice.tell(
          Fact.of("not_opened", "report")
              .with("place", address)
              .saying("no browser can be opened here; open it where there is one: " + address));
    }
  }

  private static boolean shown(String address) {
    if (!address.startsWith("file:")
        || GraphicsEnvironment.isHeadless()
        || !Desktop.isDesktopSupported()
        || !Desktop.getDesktop().isSupported(Desktop.Action.BROWSE)) {
      return false;
    }
    try {
      Desktop.getDesktop().browse(URI.create(address));
      return true;
    } catch (IOException failure) {
      return false;
    }
  }
}
