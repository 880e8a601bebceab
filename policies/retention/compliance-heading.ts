/** What a print-out of the matrix is of: whose, of which day, of which catalog by which frameworks. Two of them can be told apart by it. */

import { codeSpan, wrap } from "../../diagnostics/index";

/** Files, and a digest of what is in them. */
export interface Files {
  folder: string;
  digest: string;
}

export interface Provenance {
  organisation: string;
  /** `2026-11-21`, in UTC. */
  day: string;
  /** The version of Watchbill. */
  watchbill: string;
  catalog: Files;
  /** The catalog whose frameworks and policies hold, where it is another. */
  policiesFrom: Files | null;
}

const OF =
  "Of what the catalog compiles to on that day. Whether that is deployed it does not say: `watchbill audit` looks at it.";
export const NOBODY =
  "No framework governs anything: every environment says that it holds test data alone (`testData: true`).";

export function headingText(from: Provenance): string {
  const lines = filesOf(from).map(([name, { folder, digest }]) => `${name}: ${folder}, ${digest}`);
  return [
    ...wrap(`${from.organisation}, compliance of ${from.day}, by Watchbill ${from.watchbill}`, ""),
    ...wrap(OF.replaceAll("`", '"'), ""),
    ...lines.flatMap((line) => wrap(line, "  ")),
  ].join("\n");
}

export function headingMarkdown(from: Provenance): string {
  const lines = filesOf(from).map(([name, { folder, digest }]) => `- ${name}: ${codeSpan(folder)}, \`${digest}\``);
  return [
    `# Compliance of ${codeSpan(from.organisation)}, ${from.day}\n`,
    `${OF}\n`,
    ...lines,
    `- by Watchbill ${from.watchbill}\n`,
  ].join("\n");
}

function filesOf({ catalog, policiesFrom }: Provenance): [string, Files][] {
  return [
    ["catalog", catalog],
    ...(policiesFrom ? [["frameworks and policies from", policiesFrom] as [string, Files]] : []),
  ];
}
