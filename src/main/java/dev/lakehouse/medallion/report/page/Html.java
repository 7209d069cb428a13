package dev.lakehouse.medallion.report.page;

import dev.lakehouse.medallion.report.template.JtereportGenerated;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;

/** A page as HTML: all in one file, which loads nothing. */
public final class Html {

  private Html() {}

  public static String of(Page page) {
    StringOutput html = new StringOutput();
    JtereportGenerated.render(
        new OwaspHtmlTemplateOutput(html), null, page, Scripts.of(page.figures()));
    return html.toString();
  }
}
