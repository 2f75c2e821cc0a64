package duet.lab.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where one arm spent its CPU time, drawn by a profiler in a run of its own.
 *
 * @param arm its name
 * @param workload its name
 * @param html a document that needs no other; shown in a frame that may run its scripts and reach
 *     nothing else
 */
public record Flame(String arm, String workload, String html) {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * Its root is at its bottom, and it is taller than the frame: that is where to look first. The
   * profiler's page is dark where the reader wants it so, and asks for that only once; in a frame
   * the answer may come later.
   */
  static final String IN_A_FRAME =
      """
      <script>{
      const dark = matchMedia('(prefers-color-scheme: dark)');
      const follow = () => document.documentElement.classList.toggle('dark', dark.matches);
      follow();
      dark.onchange = follow;
      scrollTo(0, 1e6);
      }</script>
      """;

  /**
   * The name of the file that holds it, by which no two workloads share one: what a name may not
   * have is replaced, and then what it was is told by its hash.
   */
  static String file(String workload, String arm) {
    String plain = workload.replaceAll("[^A-Za-z0-9._-]", "_");
    return plain
        + (plain.equals(workload) ? "" : "~" + sha256(workload).substring(0, 12))
        + "~"
        + arm
        + ".html";
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * A document that writes this one, as the value of an attribute in double quotes (jte leaves out
   * what srcdoc holds). The profiler's script measures its canvas at once and never again: it has
   * to wait until the frame has a size and keeps it, or it draws nothing.
   */
  String srcdoc() {
    return "<script>let width = 0; const draw = () => width && width === innerWidth ? document.write(%s) : (width = innerWidth, setTimeout(draw, 100)); draw()</script>"
        .formatted(JSON.writeValueAsString(html + IN_A_FRAME).replace("<", "\\u003c"))
        .replace("&", "&amp;")
        .replace("\"", "&quot;")
        .replace("<", "&lt;");
  }
}
