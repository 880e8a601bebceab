/** `npm run bench`: prints what was measured, and fails when a limit does not hold. `npm run bench lint` measures one of them. */

import { checkReport, measureCheck } from "./check";
import { lintReport, measureLint } from "./lint";
import { measurePolicies, policiesReport } from "./policies";
import { type Comparison, comparePreviews, LIMITS, SIZES } from "./preview";

const RUNS = 3;

const BENCHES: Readonly<Record<string, () => Promise<boolean>>> = {
  check: benchCheck,
  lint: benchLint,
  policies: benchPolicies,
  preview: benchPreview,
};

export async function main(argv: string[]): Promise<number> {
  const wanted = argv.length > 0 ? argv : Object.keys(BENCHES);
  let good = true;
  for (const name of wanted) {
    const bench = BENCHES[name];
    if (!bench) throw new Error(`there is no bench "${name}": ${Object.keys(BENCHES).join(", ")}`);
    good = (await bench()) && good;
  }
  return good ? 0 : 1;
}

async function benchCheck(): Promise<boolean> {
  const { lines, holds } = checkReport(await measureCheck(RUNS, say));
  console.log(lines.join("\n"));
  return holds;
}

async function benchLint(): Promise<boolean> {
  const { lines, holds } = lintReport(await measureLint(RUNS, say));
  console.log(lines.join("\n"));
  return holds;
}

async function benchPolicies(): Promise<boolean> {
  const { lines, holds } = policiesReport(await measurePolicies(RUNS, say));
  console.log(lines.join("\n"));
  return holds;
}

async function benchPreview(): Promise<boolean> {
  const comparisons = await comparePreviews(SIZES, RUNS, say);
  console.log(report(comparisons));
  const largest = comparisons.at(-1);
  return largest !== undefined && holds(largest);
}

function say(text: string): void {
  console.error(text);
}

function holds({ plain, watchbill }: Comparison): boolean {
  return (
    watchbill.seconds <= LIMITS.seconds * plain.seconds && watchbill.megabytes <= LIMITS.megabytes * plain.megabytes
  );
}

function report(comparisons: readonly Comparison[]): string {
  const rows = comparisons.flatMap(({ monitors, plain, watchbill }) => [
    [
      "preview",
      String(monitors),
      "time",
      seconds(plain.seconds),
      seconds(watchbill.seconds),
      ratio(watchbill.seconds / plain.seconds),
    ],
    [
      "preview",
      String(monitors),
      "memory",
      size(plain.megabytes),
      size(watchbill.megabytes),
      ratio(watchbill.megabytes / plain.megabytes),
    ],
  ]);
  const table = [["bench", "monitors", "what", "plain", "watchbill", "ratio"], ...rows];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = table.map((row) => row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join("  "));
  return `${lines.join("\n")}\nlimits at ${SIZES.at(-1)} monitors: time ${LIMITS.seconds}, memory ${LIMITS.megabytes}`;
}

function seconds(value: number): string {
  return `${value.toFixed(2)} s`;
}

function size(value: number): string {
  return `${value.toFixed(0)} MB`;
}

function ratio(value: number): string {
  return value.toFixed(2);
}
