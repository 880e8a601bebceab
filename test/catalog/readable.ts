/**
 * Specs as text that people compare: one block per resource, one line per value, references by name. Every value is in it but the
 * words for whoever is woken, of which only whom they tell is: a number that changes, or a resource that goes, changes the text.
 */

import { address, type BodyValue, type Spec } from "../../model/index";

/** Who owns a resource: one of the catalog's systems, or `shared` when all of them use it. */
export function ownerOf({ key, source }: Spec, systems: readonly string[]): string {
  const folder = /(?:^|\/)systems\/([^/]+)\//.exec(source.file)?.[1];
  return systems.find((system) => `${key}-`.startsWith(`${system}-`) || folder === system) ?? "shared";
}

export function readable(specs: readonly Spec[]): string {
  return specs.map((spec) => [address(spec), ...linesOf(spec)].join("\n")).join("\n\n");
}

function linesOf({ kind, body }: Spec): string[] {
  return Object.entries(body)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, value]) => {
      if (name === "message" && typeof value === "string") return toldBy(value);
      if (kind === "datadog/dashboard" && name === "dashboard")
        return dashboardLines((value as { $json: { [property: string]: BodyValue } }).$json);
      return lines(name, value);
    })
    .map((line) => `  ${line}`);
}

/** A dashboard by its widgets: what each is called, and what it asks for. Where it stands on the page is left out. */
function dashboardLines(board: { [property: string]: BodyValue }): string[] {
  const { widgets, ...about } = board;
  return [...lines("dashboard", about as BodyValue), ...widgetLines(widgets as unknown as Widget[], "")];
}

interface Widget {
  definition: { [property: string]: BodyValue };
}

const DRAWN = new Set(["title", "type", "widgets", "show_legend", "legend_layout", "show_title", "layout_type"]);

function widgetLines(widgets: readonly Widget[], group: string): string[] {
  return widgets.flatMap(({ definition }) => {
    const title = `${group}${definition.title === undefined ? "" : oneLine(definition.title)}`;
    if (definition.type === "group") return widgetLines(definition.widgets as unknown as Widget[], `${title} › `);
    const rest = Object.fromEntries(Object.entries(definition).filter(([name]) => !DRAWN.has(name)));
    return [
      `widget ${title} (${oneLine(definition.type ?? "")})`,
      ...lines("", rest).map((line) => `  ${line.slice(1)}`),
    ];
  });
}

/** The parts of a message and the handles in each. */
function toldBy(message: string): string[] {
  const handles = [...message.matchAll(/\{\{#(?:is_|\^is_)?(\w+)\}\}|\{\{\/\w+\}\}|(?<=\s|^)(@[\w.@+-]+)/g)];
  const told = new Map<string, Set<string>>();
  let when = "always";
  for (const [whole, opened, handle] of handles) {
    if (handle !== undefined) told.set(when, (told.get(when) ?? new Set()).add(handle));
    else when = whole.startsWith("{{/") ? "always" : (opened ?? "always");
  }
  return [...told].map(([state, names]) => `tells, ${state}: ${[...names].join(" ")}`);
}

function lines(name: string, value: BodyValue): string[] {
  const plain = oneLine(value);
  if (plain !== undefined) return [`${name}: ${plain}`];
  if (Array.isArray(value)) return value.flatMap((item, index) => lines(`${name}[${index}]`, item));
  return Object.entries(value as { [property: string]: BodyValue }).flatMap(([inner, item]) =>
    lines(`${name}.${inner}`, item),
  );
}

/** A value that fits on a line: a scalar, a reference, a list of such. */
function oneLine(value: BodyValue): string | undefined {
  if (value === null || typeof value !== "object") return String(value).replaceAll("\n", " ⏎ ");
  if (Array.isArray(value)) {
    const items = value.map((item) => (Array.isArray(item) ? undefined : oneLine(item)));
    return items.every((item) => item !== undefined) ? items.join(", ") : undefined;
  }
  if ("$ref" in value) return `→ ${String(value.$ref)}`;
  if ("$secret" in value) return `secret ${String(value.$secret)}`;
  if ("$text" in value) return (value.$text as BodyValue[]).map((part) => oneLine(part)).join("");
  return undefined;
}
