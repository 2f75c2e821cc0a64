package duet.contract;

import java.net.URI;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The whole contract against any server: {@code mvn -pl contract test
 * -Dcontract.url=http://host:port}.
 */
@EnabledIfSystemProperty(named = VisitedServer.PROPERTY, matches = ".*")
@ExtendWith(ContractTable.class)
class UrlContractTest extends VisitedContract {
  UrlContractTest(URI base) {
    super(base);
  }
}
