package duet.vertx;

import duet.service.Admission;
import duet.service.Limits;
import duet.service.Metrics;
import duet.service.Operation;
import duet.service.Settings;
import duet.service.Upstreams;

/**
 * What all event loops of a server share.
 *
 * @param settings what the server was built from
 * @param upstreams the database and the backend
 * @param live shows what is in force on a socket
 * @param database the pool of connections to the database
 * @param backend the client of the backend
 * @param processors computes
 * @param limits what clients may take together
 * @param admission how many requests are answered at once
 * @param operation lets a person see how the server is doing
 */
record Services(
    Settings settings,
    Upstreams upstreams,
    LiveSocket live,
    Database database,
    Backend backend,
    Processors processors,
    Limits limits,
    Admission admission,
    Operation operation) {

  /** The admin port shows from now on what these are doing and whether they are there. */
  void show() {
    operation.readiness().needs("database", database::whyNotReady);
    operation.readiness().needsBackend(backend::address);
    operation.metrics().pool(Metrics.Pool.DATABASE, database);
    operation.metrics().pool(Metrics.Pool.BACKEND, backend);
    operation.metrics().compute(processors.gate());
    operation.metrics().buffered(limits.kept()::taken);
  }
}
