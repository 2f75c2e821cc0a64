package duet.lab;

import picocli.CommandLine.IVersionProvider;

/** What this is, as files and pages name it. */
final class Version implements IVersionProvider {
  /** The version alone. */
  static final String NUMBER = "1.0";

  @Override
  public String[] getVersion() {
    return new String[] {"duet " + NUMBER + " · JDK " + Runtime.version()};
  }
}
