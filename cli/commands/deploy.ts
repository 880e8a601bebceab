/** `watchbill preview | up | refresh | destroy`: the engine, run over environments in the right order. */

import {
  CATALOG,
  type Command,
  ENV,
  type OptionWords,
  POLICIES_FROM,
  PULUMI,
  RECORD,
  SANDBOX,
  TEXT_OR_JSON,
  UsageError,
} from "../command";
import { confirm } from "../confirm";

const ENGINE_OPTIONS: readonly OptionWords[] = [
  CATALOG,
  POLICIES_FROM,
  SANDBOX,
  {
    flags: "--plugins <which>",
    description: "provider plugins in the sandbox: the official ones if installed (auto), only those, or ours",
    choices: ["auto", "official", "sandbox"],
    default: "auto",
  },
  PULUMI,
  { flags: "--yes", description: "with real vendors: do not ask before anything is changed" },
  { flags: "--parallel <count>", description: "resources at once (default 8)", count: true },
  RECORD,
  TEXT_OR_JSON,
];

const UNPROTECTED =
  'In the sandbox nothing is protected from deletion; what a real environment with "protect: true" would refuse to delete is marked.';

const APPROVE_DELETIONS: OptionWords = {
  flags: "--approve-deletions <count>",
  description:
    "delete so many resources, where that needs an approval: the number that the refused run named, or one for each environment (prod=16,dev=7)",
  counts: true,
};
const GUARD =
  "More than ten deletions, more than 10 % of an environment's resources, and any that pages or has a history need an approval: " +
  "--approve-deletions with their number, or the number typed on a terminal.";

type Verb = "preview" | "up" | "refresh" | "destroy";

function deployment(verb: Verb, words: Pick<Command, "summary" | "description" | "examples">, env = ENV): Command {
  return {
    name: verb,
    ...words,
    options: [env, ...ENGINE_OPTIONS, ...(verb === "up" || verb === "destroy" ? [APPROVE_DELETIONS] : [])],
    async run(_args, options, io) {
      if (verb === "destroy" && !options.env)
        throw new UsageError("destroy takes down only what is named: add --env <name>");
      if ((verb === "up" || verb === "destroy") && !options.sandbox && !options.yes)
        await confirm(
          `${verb} changes the real vendors' accounts (${(options.env ?? ["all environments"]).join(", ")})`,
          io,
        );
      const { deploy } = await import("../deploy/deploy");
      return deploy(verb, options, io);
    },
  };
}

export const preview = deployment("preview", {
  summary: "show what up would change, in the words of the catalog; changes nothing",
  description:
    "Runs every offline check first, then the engine with the policy packs. --format json lists every change with its old and " +
    "new values. " +
    UNPROTECTED,
  examples: ["watchbill preview --sandbox", "watchbill preview --env prod"],
});

export const up = deployment("up", {
  summary: "check the catalog, then provision it",
  description:
    "Runs every offline check first, then the engine with the policy packs, one stack per environment; the stack that owns what " +
    "a vendor account has only once goes first. " +
    `${GUARD} ${UNPROTECTED}`,
  examples: ["watchbill up --sandbox", "watchbill up --env staging --env prod"],
});

export const refresh = deployment("refresh", {
  summary: "compare with what the vendors have now, and take note of what was changed or deleted there",
  examples: ["watchbill refresh --sandbox --env prod"],
});

export const destroy = deployment(
  "destroy",
  {
    summary: "take down everything of the environments named with --env",
    description: GUARD,
    examples: [
      "watchbill destroy --sandbox --env dev",
      "watchbill destroy --sandbox --env dev --approve-deletions 214",
    ],
  },
  { ...ENV, description: "environment to take down; repeat for several (required)" },
);
