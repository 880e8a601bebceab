/**
 * What a command needs to know before it writes something: from its options, or, at a terminal, by asking. Without a terminal
 * everything that is missing is named at once.
 */

import { createInterface } from "node:readline/promises";
import { nearest } from "../../model/index";
import { Interrupted, UsageError } from "../command";
import type { Io } from "../io";

export interface Question {
  /** The option's name without its dashes. */
  option: string;
  /** Without a mark at its end. */
  text: string;
  given: string | undefined;
  /** What can be answered; anything where there is none. */
  choices?: readonly string[];
  /** What an empty answer means, and what is taken without a terminal where `optional`. */
  otherwise?: string;
  /** Needs no option: without one, and without a terminal, it is what `otherwise` says. */
  optional?: true;
  /** What is wrong with an answer. */
  problem?: (answer: string) => string | undefined;
}

export type Asker = (text: string) => Promise<string>;

/** Asks one question at a time, with the answers so far. */
export interface Interview {
  answer(question: Question): Promise<string>;
  /** To be called when all is asked: without a terminal, names what is missing. */
  complete(): void;
  close(): void;
}

export function interview(io: Io, ask = askerAt(io)): Interview {
  const missing: string[] = [];
  return {
    async answer(question) {
      const { given, option, optional, otherwise } = question;
      if (given !== undefined) {
        const problem = problemOf(question, given);
        if (problem) throw new UsageError(`--${option}: ${problem}`);
        return given;
      }
      if (ask) return askUntilGood(question, ask.question, io);
      if (!optional) missing.push(`--${option}`);
      return otherwise ?? "";
    },
    complete() {
      if (missing.length > 0)
        throw new UsageError(
          `${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing\nWithout a terminal nothing can be asked.`,
        );
    },
    close: () => ask?.close(),
  };
}

async function askUntilGood(question: Question, ask: Asker, io: Io): Promise<string> {
  const { choices, otherwise, text } = question;
  const words = [...(choices ? [choices.join(", ")] : []), ...(otherwise ? [`empty: ${otherwise}`] : [])];
  for (;;) {
    const answer =
      (await ask(`${text}${words.length > 0 ? ` (${words.join("; ")})` : ""}: `)).trim() || (otherwise ?? "");
    const problem = problemOf(question, answer);
    if (problem === undefined) return answer;
    io.err(`  ${problem}`);
  }
}

function problemOf({ choices, optional, problem }: Question, answer: string): string | undefined {
  if (answer === "" && optional) return undefined;
  if (answer === "") return "it cannot be empty";
  if (choices && !choices.includes(answer)) {
    // Of single characters each is as near as the other.
    const near = answer.length > 1 ? nearest(answer, choices) : undefined;
    const all = choices.join(", ");
    return `there is no "${answer}"${near ? `; did you mean ${near}?` : choices.length === 0 ? " and no other" : `: there ${choices.length === 1 ? "is" : "are"} ${all}`}`;
  }
  return problem?.(answer);
}

function askerAt(io: Io): { question: Asker; close(): void } | undefined {
  if (!io.terminal || !process.stdin.isTTY) return undefined;
  const asked = createInterface({ input: process.stdin, output: process.stderr });
  let interrupt: (reason: Error) => void = () => {};
  const interrupted = new Promise<never>((_, reject) => {
    interrupt = reject;
  });
  // Nobody may be waiting when it comes.
  interrupted.catch(() => {});
  asked.once("SIGINT", () => {
    // What follows stands on a line of its own, not behind the question.
    io.err("");
    interrupt(new Interrupted());
  });
  asked.once("close", () => interrupt(new Interrupted()));
  return {
    question: (text) => Promise.race([asked.question(text), interrupted]),
    close: () => asked.close(),
  };
}
