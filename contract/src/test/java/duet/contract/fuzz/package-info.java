@org.jspecify.annotations.NullMarked
package duet.contract.fuzz;
