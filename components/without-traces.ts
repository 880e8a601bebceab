/**
 * Resource construction without stack traces: the SDK takes a source-mapped one for each of the some 150 promises it makes per
 * monitor. Check everything before, with traces. What it brings is measured in docs/decisions/005.
 */

/** Runs `construct`, which must be synchronous; the limit is restored whatever happens. */
export function withoutTraces<T>(construct: () => T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return construct();
  } finally {
    Error.stackTraceLimit = limit;
  }
}
