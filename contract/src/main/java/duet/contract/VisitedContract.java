package duet.contract;

import java.net.URI;
import org.junit.jupiter.api.extension.ExtendWith;

/** The whole contract against the server that {@code contract.url} names. */
@ExtendWith(VisitedServer.class)
class VisitedContract implements HttpContract {
  private final URI base;

  VisitedContract(URI base) {
    this.base = base;
  }

  @Override
  public URI base() {
    return base;
  }
}
