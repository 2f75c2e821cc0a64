package duet.helidon;

import duet.contract.DrainContract;
import java.nio.file.Path;
import java.util.List;

class DrainTest implements DrainContract {

  @Override
  public List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "@" + Path.of("..", "service", "jvm.options"),
        "-classpath",
        System.getProperty("java.class.path"),
        Main.class.getName());
  }
}
