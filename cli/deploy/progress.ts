/** Progress of long work: a moving line on a terminal, few plain lines in CI. Always on standard error. */

import spinner from "yocto-spinner";
import type { Io } from "../io";

export interface Progress {
  /** A new piece of work; `total` resources are expected, if known. */
  begin(title: string, total?: number): void;
  /** One resource more is done. */
  step(): void;
  /** Something worth a line of its own. */
  say(text: string): void;
  /** The same, or with `passing` something that the next such text makes old: it only shows that work goes on. */
  tell(text: string, passing?: boolean): void;
  /** Clears the moving line so that others can print. */
  pause(): void;
  stop(): void;
}

export function startProgress(io: Io, now: () => number = Date.now): Progress {
  return io.terminal ? moving(io) : plain(io, now);
}

function moving(io: Io): Progress {
  const line = spinner({ stream: process.stderr, handleSignals: false });
  let title = "";
  let total: number | undefined;
  let done = 0;
  const text = () => (total ? `${title} (${Math.min(done, total)} of ${total})` : title);
  const say = (said: string) => {
    const moved = line.isSpinning;
    line.stop();
    io.err(said);
    if (moved) line.start(text());
  };
  return {
    begin(newTitle, newTotal) {
      [title, total, done] = [newTitle, newTotal, 0];
      line.start(text());
    },
    step() {
      done += 1;
      line.text = text();
    },
    say,
    tell(said, passing) {
      // What was said in passing before is over with it.
      if (!passing) {
        line.stop();
        return io.err(said);
      }
      [title, total] = [said, undefined];
      if (line.isSpinning) line.text = said;
      else line.start(said);
    },
    pause: () => void line.stop(),
    stop: () => void line.stop(),
  };
}

/** How often a log is told that work goes on. */
const PASSING_MS = 60_000;

function plain(io: Io, now: () => number): Progress {
  let last = now();
  const say = (text: string) => {
    last = now();
    io.err(text);
  };
  return {
    begin: (title, total) => io.err(total ? `${title} (${total} resources)` : title),
    step: () => {},
    say,
    tell(text, passing) {
      if (!passing || now() - last >= PASSING_MS) say(text);
    },
    pause: () => {},
    stop: () => {},
  };
}
