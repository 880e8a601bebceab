/**
 * What a vendor holds already and no state has: recognised by how the vendor refuses to make a second one, with the `pulumi import` that
 * takes it in, as it is typed for the very stack. Pure.
 */

import { type Engine, urnName } from "../../engine/index";
import type { Spec } from "../../model/index";
import type { Target } from "./target";

/** The id of the one that is there, where the vendor names it; undefined: the message says something else. */
export function alreadyThere(message: string): { id: string | undefined } | undefined {
  const id = /\bDuplicate of an existing monitor_id:(\d+)/.exec(message)?.[1];
  if (id !== undefined) return { id };
  return /\balready(?:[ _]exists| been taken| in use)\b/i.test(message) ? { id } : undefined;
}

/** What follows `pulumi`: it takes a resource in where the program puts it, so that the next `up` finds it there. */
export function importArguments(urn: string, id: string, spec: Pick<Spec, "component"> | undefined): string {
  const [start = "", project = "", chain = ""] = urn.split("::");
  const types = chain.split("$");
  const type = types.at(-1) ?? "";
  const vendor = type.slice(0, type.indexOf(":"));
  const top = `${start}::${project}`;
  // Without a spec nobody knows the component's name: it is taken in below the stack.
  const component = spec?.component.slice(spec.component.indexOf("/") + 1);
  return [
    `import ${[type, urnName(urn), id].map(quoted).join(" ")} -s ${quoted(start.slice("urn:pulumi:".length))}`,
    ...(component === undefined
      ? []
      : [
          `--parent ${quoted(`parent=${top}::${types.slice(0, -1).join("$")}::${component}`)}`,
          `--provider ${quoted(`provider=${top}::pulumi:providers:${vendor}::${vendor}`)}`,
        ]),
    "--protect=false --generate-code=false",
  ].join(" ");
}

/** How the engine is called by hand for a stack of this run: for those of the sandbox with where their state and their vendors are. */
export function pulumiByHand(
  { env, how, languageHost, path }: Pick<Engine, "env" | "how" | "languageHost" | "path">,
  { backendUrl, cwd, home, passphrase, plugins, providers }: Target,
): string {
  const folders = [
    ...(plugins ?? []).map(({ folder }) => folder),
    ...(languageHost === "stand-in" ? [env.PATH?.split(":")[0] ?? ""] : []),
  ];
  const variables: [string, string | undefined][] = [
    ["PULUMI_HOME", home],
    ["PULUMI_BACKEND_URL", backendUrl],
    ["PULUMI_CONFIG_PASSPHRASE", passphrase],
    [
      "PULUMI_DEBUG_PROVIDERS",
      providers &&
        Object.entries(providers)
          .map(([name, port]) => `${name}:${port}`)
          .join(),
    ],
  ];
  return [
    ...(folders.length > 0 ? [`PATH=${quoted(folders.join(":"))}:"$PATH"`] : []),
    ...variables.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${quoted(value)}`])),
    how === "path" ? "pulumi" : quoted(path),
    `-C ${quoted(cwd)}`,
  ].join(" ");
}

/** For a shell: names and paths may hold anything. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
