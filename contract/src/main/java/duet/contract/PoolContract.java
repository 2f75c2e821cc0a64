package duet.contract;

import static duet.contract.DatabaseRoutes.answer;
import static duet.contract.PostgresProcess.becomesTrue;
import static duet.contract.Problem.assertProblem;
import static duet.contract.Served.kept;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/**
 * What becomes of the connections to the database: none is lost with what hangs, dies or leaves,
 * and PostgreSQL itself says that none was left behind.
 */
public interface PoolContract extends Outage {

  /** Contract: those that still wait for a connection when the first ones give theirs up, too. */
  @RepeatedTest(3)
  default void whoeverWaitsForAConnectionOfADatabaseThatHangsIsAnswered() throws Exception {
    try (StartedServer server = startOn(postgres().uri())) {
      assertRecovers(server);
      warmUp(server);
      var wires = new ArrayList<Wire>();
      postgres().pause();
      try {
        for (int i = 0; i < 8 * CONNECTIONS; i++) {
          wires.add(server.connect().send(kept("GET", "/db")));
        }
        for (Wire wire : wires) {
          assertProblem(wire.answer(), 503);
        }
      } finally {
        postgres().resume();
      }
      for (Wire wire : wires) {
        wire.close();
      }
      becomesTrue(() -> server.pool()[0] == 0 && server.pool()[2] == 0);
      assertRecovers(server);
    }
    assertNoConnectionIsLeft();
  }

  /** Contract: one statement that hangs costs its request alone, and its connection is replaced. */
  @Test
  default void aConnectionThatHangsIsReplaced() throws Exception {
    try (StartedServer server = startOn(postgres().uri())) {
      assertRecovers(server);
      warmUp(server);
      List<Integer> hanging = postgres().pids(application());
      List<Integer> pooled = hanging.subList(1, hanging.size()); // the first is the monitor's
      postgres().signal("STOP", pooled);
      try {
        becomesTrue(() -> answer(server, "/db").status() == 200);
      } finally {
        postgres().signal("CONT", pooled);
      }
      assertRecovers(server);
    }
    assertNoConnectionIsLeft();
  }

  /** Contract: connections that the database ends are replaced, the monitor's too. */
  @Test
  default void connectionsThatTheDatabaseEndsAreReplaced() throws Exception {
    try (StartedServer server = startOn(postgres().uri())) {
      assertRecovers(server);
      warmUp(server);
      for (int pid : postgres().pids(application())) {
        postgres().sql("SELECT pg_terminate_backend(" + pid + ")");
      }
      assertRecovers(server);
    }
    assertNoConnectionIsLeft();
  }

  /** Contract: a client that leaves takes no connection with it. */
  @Test
  default void clientsThatLeaveTakeNoConnectionWithThem() throws Exception {
    try (StartedServer server = startOn(postgres().uri())) {
      assertRecovers(server);
      for (int i = 0; i < 100; i++) {
        try (Wire wire = server.connect()) {
          wire.send(kept("GET", i % 2 == 0 ? "/queries?queries=100" : "/updates?queries=20"));
        }
      }
      becomesTrue(() -> server.pool()[0] == 0 && server.pool()[2] == 0);
      assertRecovers(server);
    }
    assertNoConnectionIsLeft();
  }
}
