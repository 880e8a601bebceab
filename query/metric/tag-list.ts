/** Lists of tag keys between braces: behind `by`, and as arguments. */

import { isTag, quote, type Reader, readWord, report, skipBlanks, spanFrom, type Word } from "../lexer/index";
import { upcoming } from "./scope";
import type { TagList } from "./tree";

const CLOSE = 125;
const COMMA = 44;

/** `{host, service}`: the `{` is under the position. */
export function readTagList(reader: Reader): TagList {
  const start = reader.pos++;
  const tags: Word[] = [];
  for (;;) {
    let code = skipBlanks(reader);
    const tag = readWord(reader, isTag);
    if (tag) {
      tags.push(tag);
      code = skipBlanks(reader);
    }
    if (code === COMMA) {
      reader.pos++;
      if (!tag) {
        const span = { start: reader.pos - 1, end: reader.pos };
        report(reader, "query-group-braces", span, "a comma with no tag key before it", "Remove the comma.");
      }
      continue;
    }
    if (code === CLOSE) {
      reader.pos++;
      break;
    }
    if (tag && code >= 0 && isTag(code)) {
      const span = upcoming(reader);
      const hint = "Put a comma between them.";
      report(
        reader,
        "query-missing-comma",
        span,
        `no comma between \`${tag.text}\` and \`${quote(reader, span)}\``,
        hint,
      );
      continue;
    }
    report(reader, "query-unclosed", { start, end: start + 1 }, "the list of tag keys is never closed", "Add `}`.");
    break;
  }
  const span = spanFrom(reader, start);
  if (tags.length === 0)
    report(reader, "query-group-braces", span, "the list of tag keys is empty", "Name a tag, e.g. `{host}`.");
  return { type: "tag-list", tags, span };
}
