package duet.lab.trust;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The agent as a file that a JVM can be started with. */
public final class CostJar {
  private static final List<String> CLASSES =
      List.of("Burn", "CostAgent", "CostAgent$Transformer", "CostAgent$Transformer$1");

  private CostJar() {}

  /**
   * Writes it, from the classes of this JVM.
   *
   * @throws IOException if it cannot be written
   */
  public static void write(Path jar) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", CostAgent.class.getName());
    Path folder = jar.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path draft = Files.createTempFile(folder, "cost", ".part");
    try (var out = new JarOutputStream(Files.newOutputStream(draft), manifest)) {
      for (String name : CLASSES) {
        String entry = "duet/lab/trust/" + name + ".class";
        try (InputStream bytes = CostJar.class.getResourceAsStream("/" + entry)) {
          if (bytes == null) {
            throw new IOException("the laboratory has no class " + entry);
          }
          out.putNextEntry(new JarEntry(entry));
          bytes.transferTo(out);
        }
      }
    }
    Files.move(draft, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
