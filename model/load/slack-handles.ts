/**
 * Handles of Slack channels: once the catalog declares its channels, every handle must be one of them, for Datadog drops what it
 * sends to any other without a word.
 */

import type { Diagnostic } from "../../diagnostics/index";
import { nearest } from "../quantity";
import type { Catalog } from "./catalog";
import { at } from "./finding-at";
import { type Node, type Place, place } from "./tree";

/** What the handles of a catalog's channels may be, each in its short and its long form. */
export function slackHandles(catalog: Catalog): Map<string, string> {
  const { accounts, slackChannels } = catalog.sections;
  const workspaces = [...accounts.values()].flatMap(({ data }) => data?.datadog.slack?.workspace ?? []);
  const handles = new Map<string, string>();
  for (const { key, data } of slackChannels.values()) {
    if (!data) continue;
    const channel = (data.channel ?? `#${key}`).slice(1);
    const own = data.workspace === undefined ? workspaces : [data.workspace];
    for (const workspace of own) {
      handles.set(`@slack-${workspace}-${channel}`, key);
      // The short form means the integration's only workspace.
      if (workspaces.length === 0 || workspaces.includes(workspace)) handles.set(`@slack-${channel}`, key);
    }
    if (own.length === 0) handles.set(`@slack-${channel}`, key);
  }
  return handles;
}

export function checkSlackHandles(catalog: Catalog): Diagnostic[] {
  if (catalog.sections.slackChannels.size === 0) return [];
  const handles = slackHandles(catalog);
  return [...withoutWorkspace(catalog), ...(catalog.whole ? undeclared(catalog, handles) : [])];
}

function withoutWorkspace({ sections }: Catalog): Diagnostic[] {
  const lacks = [...sections.accounts.values()].filter(({ data }) => data && !data.datadog.slack);
  return [...sections.slackChannels.values()].flatMap((entry) =>
    entry.data && entry.data.workspace === undefined && lacks[0]
      ? [
          at(
            entry,
            "slackChannels",
            [],
            "missing-key",
            `it is not said in which workspace of Slack \`${entry.key}\` is`,
            `Give the account \`${lacks[0].key}\` its \`datadog: {slack: {workspace: …}}\`, or the channel a \`workspace\`.`,
          ),
        ]
      : [],
  );
}

function undeclared(catalog: Catalog, handles: ReadonlyMap<string, string>): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const [section, entries] of Object.entries(catalog.sections))
    for (const { key, node } of entries.values())
      visit(node, [section, key], (scalar, handle, path) => {
        if (handles.has(handle)) return;
        const near = nearest(handle, handles.keys());
        found.push({
          code: "unknown-name",
          severity: "error",
          message: `\`${handle}\` is no channel that the catalog declares`,
          hint: near
            ? `Did you mean \`${near}\`?`
            : `Add it to \`slackChannels\`: \`${handle.replace("@slack-", "").replaceAll("_", "-")}: {}\`.`,
          ...place(scalar),
          path: path.join("."),
        });
      });
  return found;
}

function visit(node: Node, path: string[], call: (node: Place, handle: string, path: string[]) => void): void {
  if (node.type === "scalar") {
    const { value } = node;
    if (typeof value === "string" && value.startsWith("@slack-") && !/[\s${]/.test(value)) call(node, value, path);
  } else if (node.type === "list")
    for (const [index, item] of node.items.entries()) visit(item, [...path, String(index)], call);
  else if (node.type === "map") for (const [name, { value }] of node.entries) visit(value, [...path, name], call);
}
