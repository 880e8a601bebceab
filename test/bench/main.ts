/** `npm run bench`: prints what was measured, and fails when a limit does not hold. */

import { type Comparison, comparePreviews, LIMITS, SIZES } from "./preview";

const RUNS = 3;

export async function main(): Promise<number> {
  const comparisons = await comparePreviews(SIZES, RUNS, (text) => console.error(text));
  console.log(report(comparisons));
  const largest = comparisons.at(-1);
  return largest && holds(largest) ? 0 : 1;
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
