package duet.service;

import java.util.Map;

/**
 * What clients of one server may take of it together. Safe for use by several threads.
 *
 * @param connections of clients
 * @param refused connections that are being told that there are too many
 * @param transfers streams and files that are being sent
 * @param calls to the backend, those that wait for a connection too
 * @param kept bytes that are kept for clients: bodies, large heads, what came behind a request,
 *     large answers
 * @param pace how long each client may take
 * @param restraint for how long those are left alone that were refused
 */
public record Limits(
    Places connections,
    Places refused,
    Places transfers,
    Places calls,
    ByteBudget kept,
    PaceLimits pace,
    Restraint restraint) {

  /** Enough for monitors and a curious person: the admin port is not for clients. */
  public static final int ADMIN_CONNECTIONS = 64;

  /** The answers of the admin port are not longer. */
  private static final int ADMIN_ANSWER_BYTES = 64 * 1024;

  /** What the settings say, and this process can have. */
  public static Limits of(Settings settings) {
    return new Limits(
        new Places(Descriptors.connections(settings)),
        new Places(Descriptors.refusedAtOnce()),
        new Places(settings.maxTransfers()),
        new Places(settings.maxCalls()),
        new ByteBudget(settings.maxBufferedBytes()),
        PaceLimits.of(settings),
        new Restraint());
  }

  /** What is in force of them, in the words of {@link Settings#inWords()}. */
  public Map<String, String> inForce() {
    return Map.of(
        Setting.MAX_CONNECTIONS.word(), Integer.toString(connections.most()),
        Setting.MAX_TRANSFERS.word(), Integer.toString(transfers.most()),
        Setting.MAX_CALLS.word(), Integer.toString(calls.most()));
  }

  /** Those of the admin port, which are its own, so that it answers when the other is full. */
  public static Limits ofAdmin(Settings settings) {
    return new Limits(
        new Places(ADMIN_CONNECTIONS),
        new Places(ADMIN_CONNECTIONS),
        new Places(0),
        new Places(0),
        new ByteBudget((long) ADMIN_CONNECTIONS * (settings.maxHeaderBytes() + ADMIN_ANSWER_BYTES)),
        PaceLimits.of(settings),
        new Restraint());
  }
}
