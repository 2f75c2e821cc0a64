package duet.lab;

import picocli.CommandLine.IVersionProvider;

/** What this is, as files and pages name it. */
final class Version implements IVersionProvider {
  /** The version alone. */
  static final String NUMBER = "1.0";

  /** What runs this, and with it the arms, as {@code setting.json} keeps it. */
  static String jdk() {
    return System.getProperty("java.vendor") + " " + Runtime.version();
  }

  @Override
  public String[] getVersion() {
    return new String[] {"duet " + NUMBER + " · JDK " + Runtime.version()};
  }
}
