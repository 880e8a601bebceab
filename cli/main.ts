/** The `watchbill` command line: finds the command, runs it, turns what went wrong into an exit code. */

import { type Command as Commander, CommanderError, InvalidArgumentError, Option, program } from "commander";
import { wrap } from "../diagnostics/index";
import { type ApprovedDeletions, parseApprovedDeletions } from "./approved-deletions";
import { type Command, EngineFailure, EXIT, Interrupted, type Options, type OptionWords, UsageError } from "./command";
import { COMMANDS } from "./commands/index";
import { type Io, processIo } from "./io";
import { version } from "./version";

export async function main(argv: string[]): Promise<number> {
  const io = processIo();
  let exitCode: number = EXIT.ok;
  const root = program
    .name("watchbill")
    .description("Monitoring as typed code: one catalog, proved before it is deployed, provisioned by Pulumi.")
    .version(version(), "--version", "print the version")
    .showHelpAfterError("(run with --help for the options and an example)")
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .configureHelp({ helpWidth: Math.min(process.stdout.columns || 100, 100) })
    .exitOverride();
  for (const command of COMMANDS) {
    describe(root, command).action(async (...received: unknown[]) => {
      const [options] = received.slice(-2) as [Options];
      exitCode = await run(command, received.slice(0, -2) as string[], options, io);
    });
  }
  try {
    if (argv.length === 0) root.help({ error: true });
    await root.parseAsync(argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
  return exitCode;
}

function describe(root: Commander, command: Command): Commander {
  const described = root.command(command.name).summary(command.summary);
  described.description(command.description ? `${command.summary}\n\n${command.description}` : command.summary);
  described.exitOverride();
  for (const { syntax, description, choices } of command.arguments ?? []) {
    const argument = described.createArgument(syntax, description);
    described.addArgument(choices ? argument.choices(choices) : argument);
  }
  for (const words of [...command.options, VERBOSE]) described.addOption(option(words));
  const examples = command.examples.map((example) => `  $ ${example}`).join("\n");
  described.addHelpText("after", `\nExamples:\n${examples}`);
  return described;
}

const VERBOSE: OptionWords = {
  flags: "--verbose",
  description: "show where an unexpected error happened",
};

function option(words: OptionWords): Option {
  const made = new Option(words.flags, words.description);
  if (words.choices) made.choices(words.choices);
  if (words.repeat) made.argParser((value: string, previous: string[] | undefined) => [...(previous ?? []), value]);
  if (words.count) made.argParser(wholeNumber);
  if (words.counts) made.argParser(approvedDeletions);
  if (words.default !== undefined) made.default(words.default);
  return made;
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError("It has to be a whole number from 1.");
  return Number(text);
}

function approvedDeletions(text: string): ApprovedDeletions {
  const approved = parseApprovedDeletions(text);
  if (typeof approved === "string") throw new InvalidArgumentError(approved);
  return approved;
}

async function run(command: Command, args: string[], options: Options, io: Io): Promise<number> {
  try {
    return await command.run(args, options, io);
  } catch (error) {
    if (io.signal.aborted || error instanceof Interrupted) {
      io.err("interrupted");
      return EXIT.interrupted;
    }
    if (error instanceof UsageError) return said(io, error, EXIT.usage);
    if (error instanceof EngineFailure) return said(io, error, EXIT.engine);
    if (error instanceof Error && error.name === "EngineError") return engineSaid(io, error);
    const denied = systemWords(error);
    if (denied !== undefined) return said(io, new Error(denied), EXIT.usage);
    return unexpected(error, options.verbose === true || Boolean(io.env.WATCHBILL_VERBOSE), io);
  }
}

/** What the machine refuses, which is nobody's bug: a file that may not be written, a full disk. */
const REFUSED: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EDQUOT: "the disk quota is used up",
  EISDIR: "it is a folder",
  ELOOP: "links that go in a circle",
  EMFILE: "too many open files",
  ENAMETOOLONG: "the name is too long",
  ENOENT: "there is no such file or folder",
  ENOSPC: "no space is left on the disk",
  ENOTDIR: "a part of the path is a file",
  EPERM: "not permitted",
  EROFS: "the file system is read-only",
};

function systemWords(error: unknown): string | undefined {
  const { code = "", path, dest, syscall } = error as NodeJS.ErrnoException & { dest?: string };
  const words = REFUSED[code];
  return words === undefined || syscall === undefined ? undefined : `${dest ?? path ?? syscall}: ${words} (${code})`;
}

function unexpected(error: unknown, verbose: boolean, io: Io): number {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  io.err(verbose ? (stack ?? message) : `watchbill: unexpected: ${message}`);
  io.err(
    verbose
      ? "This is a bug in Watchbill: please report it with the lines above."
      : "This is a bug in Watchbill. Run it again with --verbose, and please report it with what that prints.",
  );
  return EXIT.bug;
}

/** The engine is loaded only by commands that need it, so its errors are known by name. */
function engineSaid(io: Io, error: Error & { code?: string; hint?: string }): number {
  io.err(`watchbill: ${error.message}${error.hint ? `\n${error.hint}` : ""}`);
  return error.code === "usage" ? EXIT.usage : EXIT.engine;
}

function said(io: Io, error: Error, code: number): number {
  const lines = `watchbill: ${error.message}`.split("\n");
  io.err(lines.flatMap((line) => wrap(line.trimStart(), /^ */.exec(line)?.[0] ?? "")).join("\n"));
  return code;
}
