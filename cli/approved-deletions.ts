/** `--approve-deletions`: one number for all that a run deletes, or one for each environment. Pure. */

export type ApprovedDeletions = number | Readonly<Record<string, number>>;

const WANTED = "It has to be a whole number from 1, or one for each environment like prod=16,dev=7.";

/** What is wrong with it, where it is a text. */
export function parseApprovedDeletions(text: string): ApprovedDeletions | string {
  const plain = text.replaceAll(" ", "");
  if (/^[1-9]\d{0,5}$/.test(plain)) return Number(plain);
  const numbers = new Map<string, number>();
  for (const part of plain.split(",")) {
    const [, name, number] = /^([\w-]+)=(\d{1,6})$/.exec(part) ?? [];
    if (name === undefined) return WANTED;
    if (numbers.has(name)) return `${name} has two numbers. ${WANTED}`;
    numbers.set(name, Number(number));
  }
  return Object.fromEntries(numbers);
}

/** As it is typed. */
export function shownApproval(approved: ApprovedDeletions): string {
  if (typeof approved === "number") return String(approved);
  return Object.entries(approved)
    .map(([name, number]) => `${name}=${number}`)
    .join(",");
}
