/** The paths of variables: `host.name`, `[a.b].name`, `@facet.name`, `service.links[docs].url`. */

import { isWordChar, placeholderEnd } from "./scan";

/** Whether the text can be a path at all; arithmetic and function calls are none. */
export function isPath(text: string): boolean {
  if (text.length === 0) return false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? "";
    if (char === "[") {
      const close = text.indexOf("]", at);
      if (close < 0 || close === at + 1) return false;
      at = close;
    } else if (char === "$" || char === "%") {
      const end = placeholderEnd(text, at);
      if (end === undefined) return false;
      at = end - 1;
    } else if (!isWordChar(char) && !".-@:/".includes(char)) return false;
  }
  return true;
}

/** A path's steps, brackets removed: `[a.b].name` is `a.b`, `name`. */
export function pathSteps(path: string): string[] {
  if (!/[[$%]/.test(path)) return path.split(".").filter((step) => step !== "");
  const steps: string[] = [];
  let step = "";
  for (let at = 0; at < path.length; at++) {
    const char = path[at] ?? "";
    if (char === "[") {
      const close = path.indexOf("]", at);
      const end = close < 0 ? path.length : close;
      if (step.length > 0) steps.push(step);
      steps.push(path.slice(at + 1, end));
      step = "";
      at = path[end + 1] === "." ? end + 1 : end;
    } else if (char === ".") {
      if (step.length > 0) steps.push(step);
      step = "";
    } else if (char === "$" || char === "%") {
      const end = placeholderEnd(path, at) ?? at + 1;
      step += path.slice(at, end);
      at = end - 1;
    } else step += char;
  }
  if (step.length > 0) steps.push(step);
  return steps;
}
