package dev.lakehouse.medallion.command;

import java.awt.Desktop;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;

/** The browser of this desktop, where there is one. */
record Browser(PrintStream out) {

  /** Shows a page, or says where it is. */
  void show(String address) {
    if (!shown(address)) {
      out.println("No browser can be opened here. Open it where there is one: " + address);
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
