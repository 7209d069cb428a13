package dev.lakehouse.medallion;

import dev.lakehouse.medallion.command.Arguments;
import dev.lakehouse.medallion.platform.Platform;
import dev.lakehouse.medallion.platform.Screen;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The entry point: of {@code java -jar}, of spark-submit and of a Databricks JAR task. */
public final class Main {

  private Main() {}

  /** Runs one command; see {@code --help}. */
  public static void main(String[] args) {
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    int status = Arguments.commandLine(out, err, Screen.here()).execute(args);
    out.flush();
    if (status != 0) {
      Platform.exit(status);
    }
  }

  /** The names in orders are in every script, whatever the terminal's locale is. */
  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
