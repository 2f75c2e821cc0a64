package duet.lab.report;

import duet.lab.load.LoadResult;
import duet.lab.plan.Asked;
import duet.lab.plan.PlanException;
import duet.lab.sample.Trial;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folder of one comparison. Each file is written whole or not at all, as soon as there is what
 * it holds, so that a comparison that is broken off has lost nothing but the trial under way.
 *
 * @param folder it exists
 */
public record Results(Path folder) {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private static final String PLAN = "plan.json";
  private static final String SETTING = "setting.json";
  private static final String NUMBER = "[0-9]{4}";
  private static final int MOST = 9999;

  /**
   * A new folder below this one, with the next number.
   *
   * @throws IOException if it cannot be made
   */
  public static Results next(Path parent) throws IOException {
    Files.createDirectories(parent);
    int last = 0;
    try (var entries = Files.list(parent)) {
      last =
          entries
              .map(entry -> entry.getFileName().toString())
              .filter(name -> name.matches(NUMBER))
              .mapToInt(Integer::parseInt)
              .max()
              .orElse(0);
    }
    for (int number = last + 1; number <= MOST; number++) {
      Path folder = parent.resolve(String.format(Locale.ROOT, "%04d", number));
      try {
        Files.createDirectory(folder);
        Files.createDirectories(folder.resolve("trials"));
        Files.createDirectories(folder.resolve("logs"));
        return new Results(folder);
      } catch (FileAlreadyExistsException _) {
        // another comparison has just taken it
      }
    }
    throw new IOException(parent + " is full: " + MOST + " results");
  }

  /** Those below this folder, the last first; what has another name or no plan is none of them. */
  public static List<Results> all(Path parent) throws IOException {
    try (var entries = Files.list(parent)) {
      return entries
          .filter(entry -> entry.getFileName().toString().matches(NUMBER))
          .filter(entry -> Files.isReadable(entry.resolve(PLAN)))
          .sorted(Comparator.reverseOrder())
          .map(Results::new)
          .toList();
    } catch (NoSuchFileException _) {
      return List.of();
    }
  }

  /**
   * A folder somebody names.
   *
   * @throws PlanException if no comparison was begun in it
   */
  public static Results of(Path folder) throws PlanException {
    if (!Files.isReadable(folder.resolve(PLAN))) {
      throw new PlanException("no comparison was begun in " + folder + ": it has no plan.json");
    }
    return new Results(folder);
  }

  /** Where processes write what they have to say. */
  public Path logs() {
    return folder.resolve("logs");
  }

  /** Where the page is. */
  public Path page() {
    return folder.resolve("report.html");
  }

  /** Keeps what was asked for. */
  public void write(Asked asked) throws IOException {
    write(PLAN, asked);
  }

  /**
   * What was asked for.
   *
   * @throws PlanException if the file says nothing that can be understood
   */
  public Asked asked() throws IOException, PlanException {
    return read(PLAN, Asked.class);
  }

  /** Keeps what is known before the first trial. */
  public void write(Setting setting) throws IOException {
    write(SETTING, setting);
  }

  /** Whether anything was known before a first trial. */
  public boolean hasSetting() {
    return Files.isReadable(folder.resolve(SETTING));
  }

  /** What was known before the first trial. */
  public Setting setting() throws IOException, PlanException {
    return read(SETTING, Setting.class);
  }

  /** Keeps a trial. */
  public void write(Trial trial) throws IOException {
    write(String.format(Locale.ROOT, "trials/%04d.json", trial.run()), trial);
  }

  /** Keeps what was found: {@code result.json}, then the page, which leads to it. */
  public void write(Asked asked, Setting setting, Findings findings, List<Flame> flames)
      throws IOException {
    writeText("result.json", ResultJson.text(asked, setting, findings));
    writeText("report.html", Page.html(asked, setting, findings, flames));
  }

  /** Every trial that there is, void ones too, in the order they ran. */
  public List<Trial> trials() throws IOException, PlanException {
    List<String> names;
    try (var files = Files.list(folder.resolve("trials"))) {
      names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.matches("[0-9]+\\.json"))
              .sorted()
              .toList();
    } catch (NoSuchFileException _) {
      return List.of();
    }
    var trials = new ArrayList<Trial>();
    for (String name : names) {
      Trial trial = read("trials/" + name, Trial.class);
      check(folder.resolve("trials").resolve(name), trial.load());
      trials.add(trial);
    }
    return trials;
  }

  /** What the page will draw must be there to be drawn. */
  private static void check(Path file, @Nullable LoadResult load) throws PlanException {
    if (load == null) {
      return;
    }
    try {
      for (String histogram : List.of(load.response(), load.service(), load.lag())) {
        LoadResult.histogram(histogram);
      }
    } catch (IllegalArgumentException e) {
      throw new PlanException(file + " cannot be understood: " + e.getMessage());
    }
  }

  /** Writes what was found: the page and the data behind it. */
  public void publish(Asked asked, Setting setting, Findings findings) throws IOException {
    write(asked, setting, findings, flames(findings));
  }

  /** Drawn in a run of its own, if at all. */
  private List<Flame> flames(Findings findings) throws IOException {
    var flames = new ArrayList<Flame>();
    for (Findings.OfWorkload workload : findings.workloads()) {
      for (Findings.OfArm arm : workload.arms()) {
        Path file = flame(workload.workload().name(), arm.arm().name());
        if (Files.isReadable(file)) {
          flames.add(
              new Flame(arm.arm().name(), workload.workload().name(), Files.readString(file)));
        }
      }
    }
    return flames;
  }

  /** Where a flame graph belongs. */
  public Path flame(String workload, String arm) {
    return folder.resolve("flames").resolve(Flame.file(workload, arm));
  }

  /** Writes a file of this folder whole, as JSON, in the place of what it was. */
  public void write(String name, Object content) throws IOException {
    writeText(name, JSON.writeValueAsString(content) + "\n");
  }

  /** Writes a file of this folder whole, in the place of what it was. */
  void writeText(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Path draft = folder.resolve(name + ".part");
    Files.createDirectories(folder.resolve("trials"));
    Files.writeString(draft, content);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * What a file of this folder holds.
   *
   * @throws PlanException if it is not there, or says nothing that can be understood
   */
  public <T> T read(String name, Class<T> type) throws IOException, PlanException {
    Path file = folder.resolve(name);
    try {
      return JSON.readValue(Files.readString(file), type);
    } catch (NoSuchFileException e) {
      throw new PlanException(
          folder + " has no " + name + ": it was broken off before the first trial");
    } catch (JacksonException e) {
      throw new PlanException(
          file
              + " cannot be understood: "
              + e.getOriginalMessage()
                  .replaceAll("\\s*\\[Source:[^]]*\\]", "")
                  .lines()
                  .findFirst()
                  .orElse(""));
    }
  }
}
