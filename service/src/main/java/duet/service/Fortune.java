package duet.service;

/**
 * A row of the table {@code Fortune}.
 *
 * @param id ≥ 0; 0 is the one that each request adds
 * @param message any text
 */
public record Fortune(int id, String message) {}
