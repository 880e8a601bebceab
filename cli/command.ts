/** What a command is: its words for `--help`, and one function that does the work and returns the exit code. */

import type { ApprovedDeletions } from "./approved-deletions";
import type { Io } from "./io";

/** Every option any command knows; commander fills it, a command reads those it declared. */
export interface Options {
  catalog?: string;
  policiesFrom?: string;
  env?: string[];
  format?: string;
  failOn?: "error" | "warning";
  sandbox?: boolean;
  plugins?: "auto" | "official" | "sandbox";
  pulumi?: string;
  fix?: boolean;
  force?: boolean;
  yes?: boolean;
  approveDeletions?: ApprovedDeletions;
  record?: string;
  against?: string;
  kind?: string;
  metrics?: string;
  out?: string;
  address?: string;
  type?: string;
  name?: string;
  system?: string;
  team?: string;
  tier?: string;
  file?: string;
  dryRun?: boolean;
  parallel?: number;
  verbose?: boolean;
}

export interface OptionWords {
  /** In commander's notation, e.g. `--env <name>`. */
  flags: string;
  description: string;
  /** May be given several times; the values are collected. */
  repeat?: true;
  choices?: readonly string[];
  default?: string;
  /** A whole number from 1. */
  count?: true;
  /** Such a number, or one for each environment. */
  counts?: true;
}

export interface Command {
  name: string;
  summary: string;
  /** Shown by `--help` after the summary. */
  description?: string;
  /** Positional arguments in commander's notation with a description each. */
  arguments?: readonly { syntax: string; description: string; choices?: readonly string[] }[];
  options: readonly OptionWords[];
  /** At least one; shown by `--help`. */
  examples: readonly string[];
  run(args: readonly (string | string[] | undefined)[], options: Options, io: Io): Promise<number>;
}

export const EXIT = { ok: 0, findings: 1, usage: 2, engine: 3, bug: 70, interrupted: 130 } as const;

/** The user asked for something that does not exist or does not fit: exit code 2, the message alone is shown. */
export class UsageError extends Error {}

/** The engine, the network or a vendor failed: exit code 3, the message alone is shown. */
export class EngineFailure extends Error {}

/** Ctrl-C: exit code 130. */
export class Interrupted extends Error {}

export const CATALOG: OptionWords = {
  flags: "--catalog <dir>",
  description: "folder of the catalog (default: WATCHBILL_CATALOG, or catalog/)",
};
export const POLICIES_FROM: OptionWords = {
  flags: "--policies-from <dir>",
  description:
    "catalog whose policies and frameworks hold, e.g. of the base branch's checkout (default: WATCHBILL_POLICIES_FROM, or the catalog itself)",
};
export const ENV: OptionWords = {
  flags: "--env <name>",
  description: "environment; repeat for several (default: all)",
  repeat: true,
};
export const SANDBOX: OptionWords = {
  flags: "--sandbox",
  description: "use the vendors' stand-in on this machine instead of the real ones",
};
export const PULUMI: OptionWords = {
  flags: "--pulumi <path>",
  description: "the Pulumi CLI to use (default: found or built, see doctor)",
};
export const RECORD: OptionWords = {
  flags: "--record <file>",
  description:
    "write what was checked, and by which code and configuration, into this file (default: below .watchbill/records)",
};
export const METRICS: OptionWords = {
  flags: "--metrics <file>",
  description: "what metrics are measured in, as metrics pull writes it (default: metrics.tsv in the catalog's folder)",
};
export const TEXT_OR_JSON: OptionWords = {
  flags: "--format <format>",
  description: "text for people, json for machines",
  choices: ["text", "json"],
  default: "text",
};
export const FAIL_ON: OptionWords = {
  flags: "--fail-on <severity>",
  description: "exit with 1 from this severity on",
  choices: ["error", "warning"],
  default: "error",
};
