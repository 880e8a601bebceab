/** Searches that would stay green for ever: attributes that nobody keeps, in units they are not kept in, in indexes that are not. */

import { describe, expect, it } from "vitest";
import { compileService, ORGANISATION } from "./compile/compile-yaml";

const said = (signal: string, rest = "", organisation?: string) =>
  compileService(`    monitors:\n      it: ${signal}${rest}`, "", organisation).diagnostics.map(
    ({ code, hint, path }) => `${code} ${path} ${hint}`,
  );

const value = (of: string, unit: string, line: string, type = "rum") =>
  `{ type: ${type}, query: "*", measure: pc75, of: "${of}", ${unit === "" ? "" : `unit: ${unit}, `}above: { high: ${line} } }`;
const it_ = "services.web.monitors.it";

describe("attributes that Datadog keeps of sessions", () => {
  it.each([
    [
      value("@view.largest_contentfull_paint", "nanosecond", "5s"),
      `unknown-attribute ${it_}.of Did you mean \`@view.largest_contentful_paint\`?`,
    ],
    [
      value("view.loading_time", "nanosecond", "5s"),
      `unknown-attribute ${it_}.of Did you mean \`@view.loading_time\`?`,
    ],
    [
      value("@view.cumulative_layout_shift", "nanosecond", "250ms"),
      `wrong-unit ${it_}.unit Write \`unit: none\`, and lines without a unit.`,
    ],
    [value("@view.first_byte", "millisecond", "1s"), `wrong-unit ${it_}.unit Write \`unit: nanosecond\`.`],
    [value("@resource.size", "kilobyte", "1MB"), `wrong-unit ${it_}.unit Write \`unit: byte\`.`],
    [value("@view.loading_time", "none", "5"), `wrong-unit ${it_}.unit Write \`unit: nanosecond\`.`],
  ])("refuses %s", (signal, finding) => {
    expect(said(signal)).toEqual([finding]);
  });

  it.each([
    value("@view.largest_contentful_paint", "", "5s"),
    value("@view.cumulative_layout_shift", "none", "0.25"),
    value("@view.error.count", "error", "5"),
    value("@view.error.count", "", "5"),
    value("@context.largest_contentfull_paint", "nanosecond", "5s"),
    value("@view.custom_timings.loading_tim", "nanosecond", "5s"),
    // Of logs nothing is known: a name is whatever the application sends.
    value("@view.largest_contentfull_paint", "second", "5s", "logs"),
    value("@duration", "millisecond", "5s", "logs"),
  ])("takes %s", (signal) => {
    expect(said(signal)).toEqual([]);
  });
});

describe("the index of a search in logs", () => {
  const streams = '\n    logs: { streams: { all: { class: short, filter: "*" } } }';
  const search = (index: string) => `{ type: logs, query: "x", index: "${index}", above: { high: 1 } }`;

  it("is one the catalog makes, in each environment its own", () => {
    expect(said(search(`short-${"$"}{environment}`), streams)).toEqual([]);
    expect(said(search("*"), streams)).toEqual([]);
    expect(said(search("short-prod"), streams)).toEqual([
      `unknown-name ${it_}.index Each environment has its own: write \`short-\${environment}\`.`,
    ]);
    expect(said(search("nope"), streams)[0]).toMatch(/^unknown-name .* There is `short-/);
  });

  it("or one of the account's others; where none is known nothing is said", () => {
    const others = ORGANISATION.replace("site: datadoghq.eu", "site: datadoghq.eu, otherIndexes: [main]");
    expect(said(search("main"), streams, others)).toEqual([]);
    expect(said(search("mian"), "", others)).toEqual([`unknown-name ${it_}.index Did you mean \`main\`?`]);
    expect(said(search("main"))).toEqual([]);
  });
});
