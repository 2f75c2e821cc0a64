package duet.service;

import java.util.Map;
import java.util.OptionalInt;

/** A server that listens, whatever its model. Safe for use by several threads. */
public interface Server {

  /** The port it listens on, 1..65535. */
  int port();

  /** The port of health, metrics and settings, 1..65535; empty where there is none. */
  OptionalInt adminPort();

  /** How the model is set up here, in a few words for a person. */
  String tuning();

  /**
   * What is in force, in the words of {@link Settings#inWords()}: asked of the framework or the
   * socket, never copied from the settings the server was built with.
   */
  Map<String, String> inForce();

  /** From now on it says that it is not ready, and goes on as before. */
  void announceStop();

  /**
   * Takes no further connection, lets requests under way end within the drain time, then closes
   * everything. Blocks until then; a second call returns at once.
   */
  void stop();
}
