/** Live processes: `processes('nginx').over('env:prod').by('host').rollup('count').last('10m') < 1`. */

import {
  dropNoise,
  onlyText,
  pick,
  printText,
  printTexts,
  printWindowCall,
  readChain,
  requirePart,
  type Text,
  type Texts,
  textsOf,
  windowOf,
} from "../chain/index";
import {
  type Condition,
  createReader,
  printCondition,
  quote,
  readCondition,
  report,
  type WindowSlot,
} from "../lexer/index";
import type { SyntaxProblem, TextSpan } from "../text/index";

export interface ProcessMonitor {
  type: "process-monitor";
  search: Text | undefined;
  over: Texts | undefined;
  by: Texts | undefined;
  rollup: Text | undefined;
  window: WindowSlot;
  condition: Condition;
  span: TextSpan;
}

const METHODS = ["over", "by", "rollup", "last"] as const;

export function parseProcessMonitor(text: string, problems: SyntaxProblem[] = []): ProcessMonitor {
  const reader = createReader(text, 0, text.length, problems);
  const chain = readChain(reader);
  const [source] = chain.calls;
  if (source && source.name.text !== "processes") {
    report(
      reader,
      "query-unknown-source",
      source.name.span,
      `\`${quote(reader, source.name.span)}\` does not search processes`,
      "Write `processes('…')`.",
    );
  }
  const parts = pick(reader, chain, METHODS, 1);
  requirePart(reader, chain, parts.last, "last", ".last('10m')");
  const monitor: ProcessMonitor = {
    type: "process-monitor",
    search: onlyText(reader, source),
    over: textsOf(reader, parts.over),
    by: textsOf(reader, parts.by),
    rollup: onlyText(reader, parts.rollup),
    window: windowOf(reader, parts.last).window,
    condition: readCondition(reader),
    span: { start: chain.span.start, end: text.trimEnd().length },
  };
  dropNoise(reader, chain);
  return monitor;
}

export function printProcessMonitor(monitor: ProcessMonitor): string {
  return [
    `processes(${printText(monitor.search, "'")})`,
    printTexts("over", monitor.over, "'"),
    printTexts("by", monitor.by, "'"),
    monitor.rollup ? `.rollup(${printText(monitor.rollup, "'")})` : "",
    printWindowCall("last", monitor.window, "'"),
    printCondition(monitor.condition),
  ].join("");
}
