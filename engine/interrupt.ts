/** Ctrl-C and its relatives while something runs that must be stopped in order. */

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Calls back on every interrupt of this process, or on an abort of `signal`, until released. */
export function onInterrupt(callback: () => void, signal: AbortSignal | undefined): () => void {
  for (const name of SIGNALS) process.on(name, callback);
  signal?.addEventListener("abort", callback);
  if (signal?.aborted) callback();
  return () => {
    for (const name of SIGNALS) process.off(name, callback);
    signal?.removeEventListener("abort", callback);
  };
}
