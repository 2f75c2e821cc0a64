package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import org.junit.jupiter.api.Test;

class DatabaseAddressTest {

  @Test
  void everyPartIsReadAndDecoded() {
    assertEquals(
        new DatabaseAddress("db.local", 6543, "my base", "me@home", "a:b/c+d"),
        of("postgresql://me%40home:a%3Ab%2Fc+d@db.local:6543/my%20base"));
  }

  @Test
  void whatIsNotNamedIsAsPostgreSqlHasIt() {
    assertEquals(new DatabaseAddress("db", 5432, "me", "me", null), of("postgresql://me@db"));
    assertEquals(
        new DatabaseAddress("db", 5432, "postgres", "postgres", null), of("postgresql://db/"));
    assertEquals(new DatabaseAddress("::1", 1, "n", "me", ""), of("postgresql://me:@[::1]:1/n"));
  }

  @Test
  void itsTextHoldsNoCredentials() {
    assertEquals("db:5432/name", of("postgresql://me:secret@db/name").toString());
  }

  private static DatabaseAddress of(String uri) {
    return DatabaseAddress.of(URI.create(uri));
  }
}
