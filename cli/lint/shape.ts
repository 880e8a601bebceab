/** The fields of a monitor or an objective in the form the linter trusts: what has another form is left out, and told. */

export type Json = Record<string, unknown>;
type Form = "text" | "a list" | "an object";

type Forms = readonly (readonly [path: string, form: Form])[];

const MONITOR: Forms = [
  ["name", "text"],
  ["message", "text"],
  ["tags", "a list"],
  ["options", "an object"],
];
/** Two of an objective have their form by what makes it one. */
const OBJECTIVE: Forms = [
  ["name", "text"],
  ["tags", "a list"],
];

export interface WrongForm {
  path: string;
  message: string;
}

export const shapeOfMonitor = (value: Json) => shape(value, MONITOR);
export const shapeOfObjective = (value: Json) => shape(value, OBJECTIVE);

function shape(value: Json, forms: Forms): { value: Json; wrong: WrongForm[] } {
  const wrong: WrongForm[] = [];
  let changed: Json | undefined;
  for (const [path, form] of forms) {
    const given = value[path];
    if (given === undefined || (given !== null && formOf(given) === form)) continue;
    changed ??= { ...value };
    // Terraform makes text of a number; the API gives null for what is not set.
    if (form === "text" && typeof given === "number") changed[path] = String(given);
    else {
      delete changed[path];
      // A list or an object that another tool fills in.
      if (given !== null && !(typeof given === "string" && given.includes("${")))
        wrong.push({ path, message: `\`${path}\` is ${formOf(given)}, not ${form}` });
    }
  }
  return { value: changed ?? value, wrong };
}

function formOf(value: unknown): string {
  if (typeof value === "string") return "text";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
