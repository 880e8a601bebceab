/** One line of what `watchbill doctor` says. */

/** `not checked`: it could not be told, which is not the same as `ok`. */
export type State = "ok" | "missing" | "broken" | "mended" | "not checked";

export interface Finding {
  what: string;
  state: State;
  text: string;
}
