/** Ctrl-C and its relatives while something runs that must be stopped in order. */

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** One Ctrl-C may arrive both as a signal of this process and as an abort; nobody presses it twice within this. */
const SAME_MS = 300;

/** Calls back on every interrupt of this process, or on an abort of `signal`, until released; once for each. */
export function onInterrupt(callback: () => void, signal: AbortSignal | undefined): () => void {
  let last = Number.NEGATIVE_INFINITY;
  const once = () => {
    const now = performance.now();
    if (now - last < SAME_MS) return;
    last = now;
    callback();
  };
  for (const name of SIGNALS) process.on(name, once);
  signal?.addEventListener("abort", once);
  if (signal?.aborted) once();
  return () => {
    for (const name of SIGNALS) process.off(name, once);
    signal?.removeEventListener("abort", once);
  };
}
