/** What a command may touch of the outside: streams, working directory, environment, Ctrl-C. Tests pass their own. */

export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** Colour on standard output: a terminal, and neither NO_COLOR nor a dumb terminal. */
  colour: boolean;
  /** Standard error is a terminal somebody watches: progress may be drawn there. */
  terminal: boolean;
  cwd: string;
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
  /** All of standard input, for `-`. */
  readInput(): Promise<string>;
}

export function processIo(): Io {
  let interrupt: AbortController | undefined;
  // A reader that closes the pipe early (`| head`) is not an error.
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
      throw error;
    });
  return {
    out: (text) => void process.stdout.write(text.endsWith("\n") ? text : `${text}\n`),
    err: (text) => void process.stderr.write(text.endsWith("\n") ? text : `${text}\n`),
    colour: wantsColour(process.env, process.stdout.isTTY === true),
    terminal: process.stderr.isTTY === true && process.env.TERM !== "dumb" && !process.env.CI,
    cwd: process.cwd(),
    env: process.env,
    // Only for a command that listens: one that computes without a pause would not hear it, and has to be ended by the system.
    get signal() {
      interrupt ??= interrupted();
      return interrupt.signal;
    },
    readInput,
  };
}

function interrupted(): AbortController {
  const interrupt = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => interrupt.abort());
  return interrupt;
}

function wantsColour(env: NodeJS.ProcessEnv, terminal: boolean): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR && env.FORCE_COLOR !== "0") return true;
  return terminal && env.TERM !== "dumb";
}

async function readInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
