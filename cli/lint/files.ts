/** Which files a path means, and their text. What cannot be read is a finding of its own: one bad file does not end the run. */

import { isUtf8 } from "node:buffer";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { atStart, type Diagnostic } from "../../diagnostics/index";
import { UsageError } from "../command";

/** Folders nobody means. */
const SKIPPED = new Set(["node_modules", ".git", ".terraform", ".watchbill"]);

/** More is no file of monitors; texts near half a gigabyte cannot be held at all. */
const MAX_BYTES = 256 * 1024 * 1024;

/** A file as it was named, or the `.json` files below a folder. Links to folders are not followed: they can go in circles. */
export function filesBelow(path: string, given: string): string[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw new UsageError(`there is no file or folder ${given}`);
  if (!stats.isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((item) => {
      if (item.isDirectory()) return SKIPPED.has(item.name) ? [] : filesBelow(join(path, item.name), given);
      return item.name.endsWith(".json") && isFile(join(path, item.name)) ? [join(path, item.name)] : [];
    });
}

/** Also through a link; one that leads nowhere or to itself is none. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

export interface FileText {
  /** Without the mark that some editors put first. */
  text: string;
  /** That mark, to be kept when the file is written again; mostly empty. */
  mark: string;
  problem: Diagnostic | undefined;
}

/** The text of a file; `shown` is how findings call it. */
export function readText(path: string, shown: string): FileText {
  try {
    const { size } = statSync(path);
    if (size > MAX_BYTES)
      return unread(
        shown,
        `this file has ${Math.round(size / 2 ** 20)} MiB, more than ${MAX_BYTES / 2 ** 20}`,
        "Split it.",
      );
    // Decoded at once: the bytes are not held beside the text.
    const read = checked(readFileSync(path, "utf8"), shown);
    // What stands for a byte that is no UTF-8 would be written back by a fix.
    if (!read.problem && read.text.includes("\ufffd") && !isUtf8(readFileSync(path)))
      return unread(shown, "this file is not UTF-8", "Save it as UTF-8.");
    return read;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return unread(shown, `this file cannot be read (${code})`, "See who may read it, or leave it out.");
  }
}

/** A text that was read as UTF-8, whatever it was. */
export function checked(whole: string, shown: string): FileText {
  // The mark of UTF-16 is no UTF-8.
  if (whole.startsWith("\ufffd\ufffd"))
    return unread(shown, "this file is UTF-16", "Save it as UTF-8; PowerShell: `Out-File -Encoding utf8`.");
  if (whole.slice(0, 4096).includes("\u0000")) return unread(shown, "this file is no text", "Name a JSON file.");
  const mark = whole.startsWith(MARK) ? MARK : "";
  return { text: whole.slice(mark.length), mark, problem: undefined };
}

const MARK = "\ufeff";

function unread(file: string, message: string, hint: string): FileText {
  return { text: "", mark: "", problem: atStart({ code: "not-json", severity: "error", message, hint, file }) };
}
