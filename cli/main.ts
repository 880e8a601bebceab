/** The `watchbill` command line: finds the command, runs it, turns what went wrong into an exit code. */

import { type Command as Commander, CommanderError, InvalidArgumentError, Option, program } from "commander";
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
  for (const words of command.options) described.addOption(option(words));
  const examples = command.examples.map((example) => `  $ ${example}`).join("\n");
  described.addHelpText("after", `\nExamples:\n${examples}`);
  return described;
}

function option(words: OptionWords): Option {
  const made = new Option(words.flags, words.description);
  if (words.choices) made.choices(words.choices);
  if (words.repeat) made.argParser((value: string, previous: string[] | undefined) => [...(previous ?? []), value]);
  if (words.count) made.argParser(wholeNumber);
  if (words.default !== undefined) made.default(words.default);
  return made;
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError("It has to be a whole number from 1.");
  return Number(text);
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
    io.err(error instanceof Error ? (error.stack ?? error.message) : String(error));
    io.err("This is a bug in Watchbill: please report it with the lines above.");
    return EXIT.bug;
  }
}

/** The engine is loaded only by commands that need it, so its errors are known by name. */
function engineSaid(io: Io, error: Error & { code?: string; hint?: string }): number {
  io.err(`watchbill: ${error.message}${error.hint ? `\n${error.hint}` : ""}`);
  return error.code === "usage" ? EXIT.usage : EXIT.engine;
}

function said(io: Io, error: Error, code: number): number {
  io.err(`watchbill: ${error.message}`);
  return code;
}
