package duet.lab.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.lab.plan.Asked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whether what is written on the page can be read in both schemes (WCAG 2.2, 1.4.3 and 1.4.11). */
class PaletteTest {
  private static final Asked ONE = Invented.asked("helidon-virtual", 1, "json");

  private static List<Map<String, String>> palettes() {
    String page = Page.html(ONE, Invented.SETTING, Invented.findings(ONE, List.of()), List.of());
    var palettes = new ArrayList<Map<String, String>>();
    var roots = Pattern.compile(":root \\{([^}]*)}").matcher(page);
    while (roots.find()) {
      var palette = new HashMap<String, String>();
      var colours = Pattern.compile("--([a-z]+): (#[0-9a-f]{6});").matcher(roots.group(1));
      while (colours.find()) {
        palette.put(colours.group(1), colours.group(2));
      }
      palettes.add(palette);
    }
    return palettes;
  }

  private static double contrast(Map<String, String> palette, String one, String other) {
    double a = luminance(palette.getOrDefault(one, ""));
    double b = luminance(palette.getOrDefault(other, ""));
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(String colour) {
    double[] weights = {0.2126, 0.7152, 0.0722};
    var luminance = 0.0;
    for (int i = 0; i < 3; i++) {
      double channel = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
      luminance +=
          weights[i]
              * (channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4));
    }
    return luminance;
  }

  @Test
  void textStandsOutFromItsGround() {
    List<Map<String, String>> palettes = palettes();
    assertEquals(2, palettes.size());
    for (Map<String, String> palette : palettes) {
      for (String ink : List.of("ink", "soft", "bad", "link")) {
        for (String ground : List.of("paper", "warn")) {
          double contrast = contrast(palette, ink, ground);
          assertTrue(contrast >= 4.5, ink + " on " + ground + ": " + contrast);
        }
      }
    }
  }

  @Test
  void marksOfBothArmsStandOutAlsoWithinTheBand() {
    for (Map<String, String> palette : palettes()) {
      for (String ink : List.of("one", "two", "ink")) {
        for (String ground : List.of("paper", "band")) {
          double contrast = contrast(palette, ink, ground);
          assertTrue(contrast >= 3, ink + " on " + ground + ": " + contrast);
        }
      }
    }
  }

  @Test
  void theUnderlineOfALinkIsSeen() {
    for (Map<String, String> palette : palettes()) {
      for (String ground : List.of("paper", "warn")) {
        double contrast = contrast(palette, "under", ground);
        assertTrue(contrast >= 3, ground + ": " + contrast);
      }
    }
  }
}
