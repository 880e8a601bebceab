/** `watchbill new`: a commented file for a new service, system or framework, asked for at a terminal or said by options. */

import { extname, join, relative, resolve, sep } from "node:path";
import { packageRoot } from "../../bin/package-root";
import type { Catalog } from "../../model/index";
import { CATALOG, type Command, EXIT, type Options, UsageError } from "../command";
import type { Io } from "../io";
import type { Interview } from "../new/questions";
import { findProject, projectAt } from "../project";

export const create: Command = {
  name: "new",
  summary: "write a commented file for a new service, system or compliance framework, which passes check as it is",
  description:
    "At a terminal it asks for what no option says. A service is watched with the packs of its kind; those that the catalog does not have are copied from Watchbill's own into the catalog. A framework of a name that Watchbill brings (gdpr, hipaa, iso-27001, pci-dss, soc-2, sox) is copied; any other is one of your own.",
  arguments: [{ syntax: "<what>", description: "what is new", choices: ["service", "system", "framework"] }],
  options: [
    CATALOG,
    { flags: "--name <name>", description: "its key: lower-case letters, digits and hyphens" },
    { flags: "--system <name>", description: "of a service: the system it belongs to" },
    { flags: "--kind <kind>", description: "of a service: what it is, e.g. service, frontend, worker, database" },
    {
      flags: "--tier <number>",
      description: "of a service: how much depends on it, 1 the most (default: 3)",
      choices: ["1", "2", "3", "4"],
    },
    { flags: "--team <name>", description: "the team that answers for it (of a service by default the system's)" },
    {
      flags: "--env <name>",
      description: "of a service: an environment it runs in; repeat for several (default: all)",
      repeat: true,
    },
    { flags: "--file <file>", description: "the file (default: <catalog>/systems/<system>/<name>.yaml)" },
    { flags: "--dry-run", description: "print what would be written" },
  ],
  examples: [
    "watchbill new service",
    "watchbill new service --name payments --system shop --kind service --tier 1",
    "watchbill new system --name warehouse --team shop",
    "watchbill new framework --name pci-dss",
  ],
  async run([what], options, io) {
    const project = findProject(options, io);
    const { loadCatalog } = await import("../../model/index");
    const { catalog, diagnostics } = loadCatalog(project.catalog, { cwd: io.cwd });
    if (catalog && !catalog.whole) {
      // What a file's reader finds stands nowhere in the catalog.
      const first = diagnostics.find(({ severity, path }) => severity === "error" && path === undefined);
      const where = first ? `${first.file}:${first.line}:${first.column}: ${first.message}` : "a file cannot be read";
      throw new UsageError(`the catalog cannot be read in whole\n${where}\nMend it first: watchbill check`);
    }
    if (!catalog) throw new UsageError(`${relative(io.cwd, project.catalog) || "."} holds no YAML files`);
    const { interview } = await import("../new/questions");
    const asked = interview(io);
    try {
      return await MAKERS[what as keyof typeof MAKERS](catalog, project.catalog, options, io, asked);
    } finally {
      asked.close();
    }
  },
};

type Maker = (catalog: Catalog, folder: string, options: Options, io: Io, asked: Interview) => Promise<number>;

const newService: Maker = async (catalog, folder, options, io, asked) => {
  const { nearest, SERVICE_KINDS } = await import("../../model/index");
  const { sections } = catalog;
  const systems = [...sections.systems.keys()].sort();
  if (systems.length === 0)
    throw new UsageError("the catalog has no system that a service could belong to\nMake one: watchbill new system");
  const [only] = systems.length === 1 ? systems : [];
  const name = await asked.answer(nameOf("service", sections.services, options.name));
  const system = await asked.answer({
    option: "system",
    text: "The system it belongs to",
    given: options.system,
    choices: systems,
    ...(only !== undefined && { otherwise: only }),
  });
  const kind = await asked.answer({
    option: "kind",
    text: "What it is",
    given: options.kind,
    choices: SERVICE_KINDS,
    otherwise: "service",
  });
  const tier = await asked.answer({
    option: "tier",
    text: "How much depends on it, 1 the most",
    given: options.tier,
    choices: ["1", "2", "3", "4"],
    otherwise: "3",
    optional: true,
  });
  const own = sections.systems.get(system)?.data?.team;
  const team = await asked.answer({
    option: "team",
    text: "The team that answers for it",
    given: options.team,
    choices: [...sections.teams.keys()].sort(),
    ...(own !== undefined && { otherwise: own }),
    optional: true,
  });
  asked.complete();
  const environments = [...sections.environments.keys()];
  for (const one of options.env ?? []) {
    if (environments.includes(one)) continue;
    const near = nearest(one, environments);
    throw new UsageError(
      `--env: there is no "${one}"${near ? `; did you mean ${near}?` : `: there are ${environments.join(", ")}`}`,
    );
  }
  const { packText, watchingOf } = await import("../new/library");
  const { serviceText } = await import("../new/service-text");
  const { schemaLine, writeNew } = await import("../new/write-new");
  const watching = watchingOf(catalog, kind);
  const path = fileOf(options.file ?? join(folder, "systems", system, `${name}.yaml`), folder, io);
  const packs = watching.missing.map((pack) => {
    const file = join(folder, "packs", `${pack.key}.yaml`);
    return { path: file, text: packText(pack, schemaLine(file, catalog, io)) };
  });
  const service = {
    name,
    system,
    kind,
    tier,
    team: team === "" || team === own ? undefined : team,
    environments: options.env,
  };
  const text = serviceText(service, watching, catalog, schemaLine(path, catalog, io));
  const code = writeNew([{ path, text }, ...packs], catalog, { dry: options.dryRun === true, io });
  if (code === EXIT.ok && !options.dryRun)
    io.out(`\nTry next:\n  ${typed(io)} check\n  ${typed(io)} explain monitor ${name}/<signal>`);
  return code;
};

const OF_SERVICES = ["system", "kind", "tier", "env"] as const;

const newSystem: Maker = async (catalog, folder, options, io, asked) => {
  const [other] = OF_SERVICES.filter((name) => options[name] !== undefined);
  if (other)
    throw new UsageError(
      `--${other} is of a service, and a system has none\nGive it when you add one: watchbill new service`,
    );
  const { sections } = catalog;
  const teams = [...sections.teams.keys()].sort();
  const [only] = teams.length === 1 ? teams : [];
  const name = await asked.answer(nameOf("system", sections.systems, options.name));
  const team = await asked.answer({
    option: "team",
    text: "The team that answers for it",
    given: options.team,
    choices: teams,
    ...(only !== undefined && { otherwise: only }),
  });
  asked.complete();
  const { titleOf } = await import("../new/service-text");
  const { schemaLine, writeNew } = await import("../new/write-new");
  const path = fileOf(options.file ?? join(folder, "systems", name, "system.yaml"), folder, io);
  const text = `${schemaLine(path, catalog, io)}# The system ${name}: services that belong together. \`watchbill new service --system ${name}\` adds one.

systems:
  ${name}:
    title: ${titleOf(name)}
    # One sentence for whoever has never heard of it.
    description: What ${name} does, and for whom.
    # Who answers for its services, where they name no other team.
    team: ${team}
`;
  const code = writeNew([{ path, text }], catalog, { dry: options.dryRun === true, io });
  if (code === EXIT.ok && !options.dryRun)
    io.out(`\nTry next:\n  ${typed(io)} new service --system ${name}\n  ${typed(io)} check`);
  return code;
};

const newFramework: Maker = async (catalog, folder, options, io, asked) => {
  const [other] = [...OF_SERVICES, "team" as const].filter((name) => options[name] !== undefined);
  if (other) throw new UsageError(`--${other} is not of a framework`);
  const { frameworkText, libraryFrameworks } = await import("../new/library");
  const { ownFrameworkText } = await import("../new/framework-text");
  const name = await asked.answer({ ...nameOf("framework", catalog.sections.frameworks, options.name) });
  asked.complete();
  const { schemaLine, writeNew } = await import("../new/write-new");
  const path = fileOf(options.file ?? join(folder, "frameworks", `${name}.yaml`), folder, io);
  const known = libraryFrameworks().get(name);
  const line = schemaLine(path, catalog, io);
  const text = known ? frameworkText(known, line) : ownFrameworkText(name, line);
  const code = writeNew([{ path, text }], catalog, { dry: options.dryRun === true, io });
  if (code === EXIT.ok && !options.dryRun)
    io.out(
      [
        "",
        "Try next:",
        ...(known ? [`  regulations: [${name}] in the retention classes it governs`] : []),
        `  ${typed(io)} check`,
        `  ${typed(io)} compliance`,
      ].join("\n"),
    );
  return code;
};

const MAKERS = { service: newService, system: newSystem, framework: newFramework } as const;

/** The command as it is typed here. */
function typed(io: Io): string {
  return projectAt(io).root === packageRoot() ? "./watchbill" : "npx watchbill";
}

const EXAMPLES = { service: "payments", system: "warehouse", framework: "pci-dss" } as const;

function nameOf(
  what: keyof typeof EXAMPLES,
  there: ReadonlyMap<string, { place: { file: string; line: number } }>,
  given: string | undefined,
) {
  return {
    option: "name",
    text: `Name of the ${what}, e.g. ${EXAMPLES[what]}`,
    given,
    problem: (answer: string): string | undefined => {
      const before = there.get(answer);
      if (before) return `the ${what} "${answer}" is there already, in ${before.place.file}:${before.place.line}`;
      if (/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(answer)) return undefined;
      return `"${answer}" is no name: names have lower-case letters, digits and single hyphens`;
    },
  };
}

/** The file to write; it has to be one that is read. */
function fileOf(given: string, folder: string, io: Io): string {
  const path = resolve(io.cwd, given);
  if (!path.startsWith(resolve(folder) + sep))
    throw new UsageError(`--file: ${given} is not in the catalog's folder, ${relative(io.cwd, folder) || "."}`);
  if (![".yaml", ".yml"].includes(extname(path))) throw new UsageError(`--file: ${given} does not end in .yaml`);
  return path;
}
