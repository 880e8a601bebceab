/** M2: handles that the vendor does not see. */

import { handleName, type TemplateHandle } from "../../template/index";
import { handlesIn } from "../facts/handles";
import { type Finding, notChecked, type Rule } from "../rule";

export const brokenHandle: Rule = {
  id: "broken-handle",
  ref: "M2",
  severity: "error",
  confidence: "likely",
  summary: "The handle is not recognised: nobody is told.",
  needsQuery: false,
  needs: ["handles"],
  check: (subject) => {
    const text = subject.input.message ?? "";
    const handles = handlesIn(subject);
    const found = handles.flatMap((handle) => judge(handle, text) ?? []);
    if (found.length > 0 || !handles.some(({ before }) => before === "opaque")) return found;
    return notChecked("a placeholder right before a handle may end in a blank");
  },
};

/** The vendor's page: a blank must stand between a handle and the last character of the text before it. */
const ENDINGS: ReadonlySet<string> = new Set([".", ":", "!", "?", "…"]);

function judge(handle: TemplateHandle, text: string): Finding | undefined {
  const name = handleName(handle);
  const { start, end } = handle.span;
  const previous = text[start - 1] ?? "";
  if (handle.before === "word" || handle.before === "variable" || handle.before === "punctuation") {
    const certain = handle.before !== "punctuation" || ENDINGS.has(previous);
    return {
      message: `\`${previous}${name}\`: a handle needs a blank before its \`@\`, this one is read as text`,
      hint: `Write \` ${name}\`.`,
      severity: certain ? "error" : "warning",
      path: "message",
      span: handle.span,
      fix: { type: "text", path: "message", span: { start, end: start }, text: " " },
    };
  }
  if (handle.kind === "email" && name.includes("/")) {
    return {
      message: `\`${name}\`: addresses with a slash are not recognised`,
      hint: "Use an address without one.",
      path: "message",
      span: handle.span,
    };
  }
  if (text[end] === "(" && handle.parameters === undefined && handle.kind !== "other") {
    return {
      message: `\`${name}(\`: parentheses right behind a handle make it unreadable`,
      hint: "Put a blank before the parenthesis.",
      path: "message",
      span: { start, end: end + 1 },
      fix: { type: "text", path: "message", span: { start: end, end }, text: " " },
    };
  }
  return undefined;
}
