package duet.vertx;

import duet.service.Settings;
import duet.service.Upstreams;

/**
 * What all event loops of a server share.
 *
 * @param settings what the server was built from
 * @param upstreams the database and the backend
 * @param live shows what is in force on a socket
 * @param backend the client of the backend
 * @param processors computes
 */
record Services(
    Settings settings,
    Upstreams upstreams,
    LiveSocket live,
    Backend backend,
    Processors processors) {}
