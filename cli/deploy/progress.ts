/** Progress of long work: a moving line on a terminal, plain lines in CI. Always on standard error. */

import spinner from "yocto-spinner";
import type { Io } from "../io";

export interface Progress {
  /** A new piece of work; `total` resources are expected, if known. */
  begin(title: string, total?: number): void;
  /** One resource more is done. */
  step(): void;
  /** Something worth a line of its own. */
  say(text: string): void;
  /** Clears the moving line so that others can print. */
  pause(): void;
  stop(): void;
}

export function startProgress(io: Io): Progress {
  return io.terminal ? moving() : plain(io);
}

function moving(): Progress {
  const line = spinner({ stream: process.stderr, handleSignals: false });
  let title = "";
  let total: number | undefined;
  let done = 0;
  const text = () => (total ? `${title} (${Math.min(done, total)} of ${total})` : title);
  return {
    begin(newTitle, newTotal) {
      [title, total, done] = [newTitle, newTotal, 0];
      line.start(text());
    },
    step() {
      done += 1;
      line.text = text();
    },
    say(said) {
      title = said;
      total = undefined;
      line.start(said);
    },
    pause: () => void line.stop(),
    stop: () => void line.stop(),
  };
}

function plain(io: Io): Progress {
  return {
    begin: (title, total) => io.err(total ? `${title} (${total} resources)` : title),
    step: () => {},
    say: (text) => io.err(text),
    pause: () => {},
    stop: () => {},
  };
}
