package dev.lakehouse.medallion.stage;

import java.io.PrintStream;

/** How a long table is shown. */
public interface Pages {

  /** Everything, in parts of a size that a process has room for. */
  Pages ALL =
      new Pages() {
        @Override
        public int rows() {
          return Rendering.AT_ONCE;
        }

        @Override
        public boolean more() {
          return true;
        }
      };

  /** How many rows a page has. */
  int rows();

  /** Whether another page is wanted, where there is one. */
  boolean more();

  /** Whether there can be a second page at all; if not, its rows need not be made. */
  default boolean goOn() {
    return true;
  }

  /** One page, and then a word about the rest. */
  static Pages firstOnly(PrintStream out) {
    return new Pages() {
      @Override
      public int rows() {
        return Rendering.AT_ONCE;
      }

      @Override
      public boolean more() {
        out.println(
            "The first " + rows() + " rows. For all of them: --format csv, json or markdown.");
        return false;
      }

      @Override
      public boolean goOn() {
        return false;
      }
    };
  }
}
