/** The compliance matrix for a terminal and as Markdown. What a catalog says is text of strangers: it stands in code spans there. */

import { codeSpan, wrap } from "../../diagnostics/index";
import type { Accepted, ComplianceMatrix, Row } from "./compliance";
import type { Evidence, Part, Verdict } from "./verdicts";

const VERDICTS: readonly Verdict[] = ["met", "stated", "not met", "not checked"];

const MEANINGS: Record<Verdict, string> = {
  met: "by settings that the catalog provisions",
  stated: "somebody says so; no setting that is provisioned holds it",
  "not met": "asked for, and not so",
  "not checked": "the answer is not known from here",
};

const FIGURES: Record<Row["figure"], string> = {
  clause: "",
  practice: "; the figure is common practice, the clause has none",
  own: "; the figure is a decision of one's own",
};

function counts({ counts, rows }: ComplianceMatrix): string {
  const parts = VERDICTS.map((verdict) => `${counts[verdict]} ${verdict}`);
  return rows.length === 0 ? "no requirements" : parts.join(", ");
}

const UNTOLD = "Services without a stream of logs; what they write, and where it goes, is not known here";

/** `shop: checkout, orders; parcels: labels` */
function untoldText({ untold }: ComplianceMatrix, shown: (name: string) => string): string {
  return Object.entries(untold)
    .map(([system, services]) => `${shown(system)}: ${services.map(shown).join(", ")}`)
    .join("; ");
}

const SILENT = "in the catalog, and asking nothing of any data here";

/** Rows by clause, in their order. */
function byClause(rows: readonly Row[]): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const id = JSON.stringify([row.key, row.clause, row.title]);
    groups.set(id, [...(groups.get(id) ?? []), row]);
  }
  return [...groups.values()];
}

export function complianceText(matrix: ComplianceMatrix): string {
  const { environment, rows, silent, testData, untold } = matrix;
  if (testData) return `${environment} holds test data alone: no framework governs what is kept of it`;
  return [
    ...wrap(`Compliance of ${environment}, requirement by system: ${counts(matrix)}`, ""),
    ...(Object.keys(untold).length > 0 ? wrap(`${UNTOLD}: ${untoldText(matrix, String)}`, "") : []),
    ...byClause(rows).flatMap((group) => {
      const [first] = group;
      return first ? ["", ...heading(first), ...group.flatMap(systemLines)] : [];
    }),
    ...(silent.length > 0 ? ["", ...wrap(`${SILENT}: ${silent.join(", ")}`, "")] : []),
    "",
    ...VERDICTS.map((verdict) => `${verdict}: ${MEANINGS[verdict]}`),
  ].join("\n");
}

function heading({ framework, clause, title, address, figure, file, line }: Row): string[] {
  return [
    ...wrap(`${framework} ${clause}: ${title}${FIGURES[figure]}`, ""),
    ...wrap(address, "  "),
    ...wrap(`${file}:${line}`, "  "),
  ];
}

function systemLines({ system, verdict, parts }: Row): string[] {
  return [`  ${system}: ${verdict}`, ...parts.flatMap(partLines)];
}

function partLines({ of, asks, verdict, by, because, streams, accepted = [] }: Part): string[] {
  const where = streams.length > 0 ? ` (${streams.join(", ")})` : "";
  return [
    ...wrap(`${of}, ${asks}: ${verdict}${where}`, "    "),
    ...by.flatMap((evidence) => wrap(shown(evidence), "      ")),
    ...[...because, ...accepted.map(acceptance)].flatMap((reason) => wrap(reason, "      ")),
  ];
}

/** `retention-too-short is accepted by ana until 2026-12-31, catalog/shop.yaml:12: The bucket moves.` */
function acceptance({ rule, reason, owner, until, file, line }: Accepted): string {
  return `${rule} is accepted${owner === null ? "" : ` by ${owner}`} until ${until}, ${file}:${line}: ${reason}`;
}

function shown({ resource, holds, verified }: Evidence): string {
  return `${resource === null ? "" : `${resource}: `}${holds}${verified ? "" : " (stated)"}`;
}

export function complianceMarkdown(matrix: ComplianceMatrix): string {
  const { environment, rows, silent, testData, untold } = matrix;
  const title = `## Compliance of ${codeSpan(environment)}\n`;
  if (testData) return `${title}\nIt holds test data alone: no framework governs what is kept of it.\n`;
  const systems = [...new Set(rows.map(({ system }) => system))];
  return [
    title,
    `${counts(matrix)}.\n`,
    ...(Object.keys(untold).length > 0 ? [`${UNTOLD}: ${untoldText(matrix, codeSpan)}.\n`] : []),
    tableOf(
      ["requirement", ...systems.map(cell)],
      byClause(rows).map((group) => [
        clauseCell(group[0]),
        ...systems.map((system) => verdictText(group.find((row) => row.system === system)?.verdict)),
      ]),
    ),
    ...(silent.length > 0 ? [`${SILENT}: ${silent.map((name) => codeSpan(name)).join(", ")}.\n`] : []),
    VERDICTS.map((verdict) => `- ${verdictText(verdict)}: ${MEANINGS[verdict]}\n`).join(""),
    ...byClause(rows).map(clauseSection),
  ].join("\n");
}

function clauseSection(group: readonly Row[]): string {
  const [first] = group;
  if (!first) return "";
  const place = codeSpan(`${first.file}:${first.line}`);
  return [
    `### ${codeSpan(`${first.framework} ${first.clause}`)} ${codeSpan(first.title)}\n`,
    `${codeSpan(first.address)}, ${place}${FIGURES[first.figure]}\n`,
    tableOf(
      ["system", "data", "asks", "verdict", "by", "because", "streams"],
      group.flatMap(({ system, parts }) =>
        parts.map(({ of, asks, verdict, by, because, streams, accepted = [] }) => [
          cell(system),
          cell(of),
          cell(asks),
          verdictText(verdict),
          by.map((evidence) => cell(shown(evidence))).join("<br>"),
          [...because, ...accepted.map(acceptance)].map(cell).join("<br>"),
          streams.map(cell).join("<br>"),
        ]),
      ),
    ),
  ].join("\n");
}

function clauseCell(row: Row | undefined): string {
  return row ? `${cell(`${row.framework} ${row.clause}`)} ${cell(row.title)}` : "";
}

function verdictText(verdict: Verdict | undefined): string {
  return verdict === undefined ? "" : verdict === "met" ? verdict : `**${verdict}**`;
}

/** A table's row is cut at its bars before anything else is read. */
function cell(text: string): string {
  return codeSpan(text.replaceAll("|", "\u00a6"));
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return `${[line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n")}\n`;
}
