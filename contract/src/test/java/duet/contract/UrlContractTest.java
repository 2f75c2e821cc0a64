package duet.contract;

import java.net.URI;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The whole contract against any server: {@code mvn -pl contract test
 * -Dcontract.url=http://host:port}.
 */
@EnabledIfSystemProperty(named = "contract.url", matches = ".*")
@ExtendWith({VisitedServer.class, ContractTable.class})
class UrlContractTest implements HttpContract {
  @Override
  public URI base() {
    return VisitedServer.base();
  }
}
