package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFolderTest {
  @TempDir private Path above;

  @Test
  void aFolderThatIsNotThereHasNoFiles() throws IOException {
    assertEquals(404, ask("a").head().status());
    Files.createDirectory(above.resolve("folder"));
    Files.writeString(above.resolve("folder/a"), "a");
    assertEquals(200, ask("a").head().status());
  }

  @Test
  void aFolderThatIsALinkIsServedLikeAnyOther() throws IOException {
    Path elsewhere = Files.createDirectory(above.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("a"), "a");
    Files.createSymbolicLink(above.resolve("folder"), elsewhere);
    assertEquals(200, ask("a").head().status());
  }

  @Test
  void aSiblingWhoseNameBeginsAlikeIsOutside() throws IOException {
    Files.createDirectory(above.resolve("folder"));
    Path sibling = Files.createDirectory(above.resolve("folder2"));
    Files.writeString(sibling.resolve("a"), "a");
    Files.createSymbolicLink(above.resolve("folder/link"), sibling);
    assertEquals(404, ask("link/a").head().status());
  }

  @Test
  void whatIsNotARegularFileIsNoneAndIsNotWaitedFor() throws Exception {
    Files.createDirectory(above.resolve("folder"));
    var mkfifo =
        new ProcessBuilder("mkfifo", above.resolve("folder/pipe").toString()).start().waitFor();
    assertEquals(0, mkfifo);
    assertEquals(404, ask("pipe").head().status());
  }

  /** What is said of a file is said of the one that is sent. */
  @Test
  void aFileThatIsReplacedMeanwhileIsTheOldOrTheNewOne() throws Exception {
    Path folder = Files.createDirectory(above.resolve("folder"));
    Files.writeString(folder.resolve("a"), "0");
    var replacing =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
                    replace(folder.resolve("a"), "x".repeat(i % 50));
                  }
                });
    try {
      for (int i = 0; i < 3000; i++) {
        if (ask("a") instanceof FileAnswer.Content content) {
          try (var file = content.file()) {
            assertEquals(file.size(), content.length());
          }
        }
      }
    } finally {
      replacing.interrupt();
      replacing.join();
    }
  }

  private void replace(Path file, String content) {
    try {
      Path next = Files.writeString(above.resolve("next"), content);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theFileIsTheCallersWhereTheAnswerHasContentOfIt() throws IOException {
    Files.createDirectory(above.resolve("folder"));
    Files.writeString(above.resolve("folder/a"), "abc");
    var content = assertInstanceOf(FileAnswer.Content.class, ask("a"));
    try (var file = content.file()) {
      assertEquals(3, file.size());
      assertEquals(0, content.offset());
      assertEquals(3, content.length());
    }
  }

  private FileAnswer ask(String name) throws IOException {
    var answer =
        new FileFolder(above.resolve("folder"), InstantSource.system())
            .ask(name, true, _ -> List.of());
    if (answer instanceof FileAnswer.Content content && !name.equals("a")) {
      content.file().close();
    }
    return answer;
  }
}
