package duet.gatling;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Writes what a replay found: a page for people, a table and a tree for programs. */
public final class ReplayReport {
  private ReplayReport() {}

  /**
   * Writes {@code results.csv}, {@code results.json} and, last, {@code index.html}. Each appears
   * whole or not at all; files of the same name are replaced.
   *
   * @param directory made if it is not there
   * @return the page
   */
  public static Path write(Replayed replayed, Path directory) throws IOException {
    var folder = directory.toAbsolutePath().normalize();
    Files.createDirectories(folder);
    var link = link(folder, replayed.gatlingReport().resolve("index.html"));
    place(folder.resolve("results.csv"), ResultsCsv.render(replayed.rows()));
    place(folder.resolve("results.json"), ResultsJson.render(replayed, link));
    return place(folder.resolve("index.html"), page(Page.of(replayed, link)));
  }

  private static String page(Page page) {
    // Templates are classes of this package: whoever loaded this class can load them.
    var engine =
        TemplateEngine.createPrecompiled(
            null,
            ContentType.Html,
            ReplayReport.class.getClassLoader(),
            ReplayReport.class.getPackageName());
    var output = new StringOutput();
    engine.render("index.jte", page, output);
    return output.toString();
  }

  /** Moved into place, for a browser may be looking. */
  private static Path place(Path file, String text) throws IOException {
    var draft = file.resolveSibling("." + file.getFileName() + ".tmp");
    Files.writeString(draft, text, StandardCharsets.UTF_8);
    return Files.move(
        draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** A relative link, which stays right when both folders are moved together. */
  static String link(Path folder, Path file) {
    var way = folder.relativize(file.toAbsolutePath().normalize());
    return StreamSupport.stream(way.spliterator(), false)
        .map(name -> URLEncoder.encode(name.toString(), StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }
}
