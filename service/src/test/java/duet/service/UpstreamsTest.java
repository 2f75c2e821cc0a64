package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UpstreamsTest {
  private static final URI DATABASE = URI.create("postgresql://me:secret@db:5432/mine");
  private static final URI BACKEND = URI.create("http://backend:8080");

  @AfterEach
  void forget() {
    System.clearProperty("duet.home");
  }

  @Test
  void addressesThatAreGivenAreKnownAtOnce() throws Exception {
    try (var upstreams = Upstreams.of(DATABASE, BACKEND)) {
      var told = new ArrayList<URI>();
      upstreams.whenDatabase(told::add);
      assertEquals(List.of(DATABASE), told);
      assertEquals(Optional.of(BACKEND), upstreams.backend());
      assertTrue(upstreams.awaitDatabase(Duration.ZERO));
    }
  }

  @Test
  void whatThereIsNotIsNeverKnown() throws Exception {
    try (var upstreams = Upstreams.fixed(null, null)) {
      assertEquals(Optional.empty(), upstreams.database());
      assertFalse(upstreams.awaitBackend(Duration.ZERO));
    }
  }

  @Test
  void aCheckoutWithoutABuiltBackendIsNamedInOneLine(@TempDir Path empty) {
    System.setProperty("duet.home", empty.toString());
    var refused = assertThrows(IOException.class, () -> Upstreams.of(null, null));
    assertEquals(
        "the embedded backend is not built in " + empty + ": run mvn compile there",
        refused.getMessage());
  }
}
