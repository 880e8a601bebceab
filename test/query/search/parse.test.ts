import { describe, expect, it } from "vitest";
import { parseSearch, printSearch, termsOf } from "../../../query/search/index";
import { corpusSearches, hasCorpus } from "../text/corpus";
import { fastest, generate, hostile, mutate, PATIENCE, pick, RUNS, randomFrom, SEED, withoutSpans } from "../text/fuzz";

/** What is written, its canonical form, and the codes of its problems. */
const TABLE: [string, string, string[]?][] = [
  ["", ""],
  ["*", "*"],
  ["hello", "hello"],
  ['"hello dolly"', '"hello dolly"'],
  ["source:nginx service:web", "source:nginx service:web"],
  ["source:nginx AND service:web", "source:nginx service:web"],
  ["a OR b", "a OR b"],
  ["a b OR c", "(a b) OR c"],
  ["(a b) OR c", "(a b) OR c"],
  ["a (b OR c)", "a (b OR c)"],
  ["((a))", "a"],
  ["-a", "-a"],
  ["NOT a", "-a"],
  ["a NOT b", "a -b"],
  ["-(a OR b)", "-(a OR b)"],
  ["NOT (a b)", "-(a b)"],
  ["--a", "--a"],
  ["foo - bar", "foo - bar"],
  ["@http.status_code:500", "@http.status_code:500"],
  ["#discount:>5", "#discount:>5"],
  ["*:hello", "*:hello"],
  ['*:"hello world"', '*:"hello world"'],
  ["@duration:>6000000000", "@duration:>6000000000"],
  ["@a:>= 5", "@a:>= 5", ["search-missing-value"]],
  ["@a:<=0.5 @b:<-1", "@a:<=0.5 @b:<-1"],
  ["@http.status_code:[400 TO 499]", "@http.status_code:[400 TO 499]"],
  ["@a:[ 1  TO * ]", "@a:[1 TO *]"],
  ["@a:{1 TO 5}", "@a:{1 TO 5}"],
  ["@status:(high OR critical)", "@status:(high OR critical)"],
  ["@error.type:(000 OR -*) service:messages", "@error.type:(000 OR -*) service:messages"],
  ["@evt.name:workflows.*", "@evt.name:workflows.*"],
  ["@path:\\/a\\ b\\:c", "@path:\\/a\\ b\\:c"],
  ['@name:(\\"-\\" OR \\"\\")', '@name:(\\"-\\" OR \\"\\")'],
  ["@my\\ key:x", "@my\\ key:x"],
  ["@url:http://x", "@url:http://x"],
  ["CIDR(@network.client.ip, 10.0.0.0/8, ::1/128)", "CIDR(@network.client.ip,10.0.0.0/8,::1/128)"],
  ["-CIDR(@ip,13.0.0.0/8)", "-CIDR(@ip,13.0.0.0/8)"],
  ['service:${var.name["x y"]} status:error', 'service:${var.name["x y"]} status:error'],
  ["$service $env.value", "$service $env.value"],
  ["a and b", "a and b"],
  ["\\AND", "\\AND"],
  ["ORDER", "ORDER"],
  ["OR:x", "OR:x"],
  ["a OR", "a", ["search-missing-operand"]],
  ["OR a", "a", ["search-missing-operand"]],
  ["a OR OR b", "a OR b", ["search-missing-operand"]],
  ["a AND", "a", ["search-missing-operand"]],
  ["AND a", "a", ["search-missing-operand"]],
  ["a AND OR b", "a OR b", ["search-missing-operand"]],
  ["a NOT", "a", ["search-missing-operand"]],
  ["()", "", ["search-empty-group"]],
  ["a () b", "a b", ["search-empty-group"]],
  ["(a b", "a b", ["search-unclosed-parenthesis"]],
  ["a) b", "a b", ["search-stray-parenthesis"]],
  ["a)) OR b", "a b", ["search-stray-parenthesis", "search-missing-operand"]],
  ['@a:"b c', '@a:"b c"', ["search-unclosed-quote"]],
  ['"a\\', '"a\\\\"', ["search-unclosed-quote"]],
  ["a\\", "a\\\\"],
  ["@a: b", "@a: b", ["search-missing-value"]],
  ["@a:>", "@a:>", ["search-missing-value"]],
  ["@a:> OR b", "@a:> OR b", ["search-missing-value"]],
  ["@duration:>2s", "@duration:>2s"],
  ["@duration:>=100ms", "@duration:>=100ms"],
  ["@a:>abc", "@a:>abc", ["search-not-a-number"]],
  ["@a:[1 to 5]", "@a:\\[1 to 5]", ["search-bad-range"]],
  ["[1 TO 2]", "[1 TO 2]"],
  ['foo"bar"', 'foo "bar"', ["search-glued-terms"]],
  ["CIDR(@ip,nonsense)", "CIDR(@ip,nonsense)", ["search-bad-cidr"]],
  ["CIDR(@ip,10.0.0.0/8", "CIDR(@ip,10.0.0.0/8)", ["search-unclosed-parenthesis"]],
  ['"a" (b OR ) @c: "', '"a" b @c: ""', ["search-missing-operand", "search-missing-value", "search-unclosed-quote"]],
];

describe("the search parser", () => {
  it.each(TABLE)("reads %s as %s", (text, canonical, codes = []) => {
    const { tree, problems } = parseSearch(text);
    expect(printSearch(tree)).toBe(canonical);
    expect(problems.map((problem) => problem.code)).toEqual(codes);
    expect(withoutSpans(parseSearch(canonical).tree)).toEqual(withoutSpans(tree));
  });

  it("keeps the place of every node", () => {
    const text = 'a @b:>5 OR -(c "d e")';
    const places: string[] = [];
    JSON.stringify(parseSearch(text).tree, (_key, value) => {
      if (value?.span) places.push(`${value.type} ${text.slice(value.span.start, value.span.end)}`);
      return value;
    });
    expect(places).toEqual([
      'search a @b:>5 OR -(c "d e")',
      'or a @b:>5 OR -(c "d e"',
      "and a @b:>5",
      "term a",
      "word a",
      "term @b:>5",
      "key @b",
      "comparison >5",
      "word 5",
      'not -(c "d e"',
      'and c "d e"',
      "term c",
      "word c",
      'term "d e"',
      'phrase "d e"',
    ]);
  });

  it("remembers that a lower-case operator is a word the message must contain", () => {
    const meant = termsOf(parseSearch("a and b or not c && d || e AND f").tree).map(
      ({ node }) => node.type === "term" && node.meant,
    );
    expect(meant.filter(Boolean)).toEqual(["AND", "OR", "NOT", "AND", "OR"]);
  });

  it("gives every term its key, whether it is excluded and whether it is optional", () => {
    const terms = termsOf(parseSearch("@a:(x OR -y) -(b:c -d)").tree).map(({ node, key, excluded, optional }) => [
      node.type === "term" && node.value.type === "word" && node.value.raw,
      key?.path,
      excluded,
      optional,
    ]);
    expect(terms).toEqual([
      ["x", "a", false, true],
      ["y", "a", true, true],
      ["c", "b", true, false],
      ["d", undefined, false, false],
    ]);
  });

  it("stops at a depth instead of overflowing the stack", () => {
    expect(parseSearch("(".repeat(500)).problems.map(({ code }) => code)).toContain("search-too-deep");
    expect(parseSearch("-".repeat(500)).problems.map(({ code }) => code)).toContain("search-too-deep");
  });
});

describe.skipIf(!hasCorpus)("the searches of published monitors", () => {
  const searches = corpusSearches();

  it("are all found", () => expect(searches.length).toBe(85));

  it("parse without a problem and keep their meaning when printed", () => {
    for (const { file, search } of searches) {
      const { tree, problems } = parseSearch(search);
      expect(problems, `${file}: ${search}`).toEqual([]);
      expect(withoutSpans(parseSearch(printSearch(tree)).tree), file).toEqual(withoutSpans(tree));
    }
  });
});

const TOKENS = [
  "(",
  ")",
  '"',
  "-",
  " ",
  "a",
  "@k:",
  "OR ",
  "AND ",
  "NOT ",
  "[1 TO 2]",
  "[",
  "]",
  "\\",
  "*",
  ">",
  ":",
  "${",
  "}",
];
const MORE = [
  ...TOKENS,
  "{",
  "CIDR(",
  ",",
  "10.0.0.0/8",
  "and",
  "\n",
  "é",
  "5",
  "<=",
  "#",
  "&&",
  "%{",
  "TO",
  "?",
  "😀",
  "\0",
];

describe("fuzzing the search parser", () => {
  it(
    `neither throws nor changes meaning when printed (seed ${SEED}, ${RUNS} texts)`,
    () => {
      const random = randomFrom(SEED);
      const seeds = TABLE.map(([text]) => text);
      for (let run = 0; run < RUNS; run++) {
        const text = run % 2 ? generate(random, MORE) : mutate(random, pick(random, seeds), MORE);
        const { tree, problems } = parseSearch(text);
        const printed = printSearch(tree);
        const again = parseSearch(printed);
        const shown = `seed ${SEED}: ${JSON.stringify(text)} printed ${JSON.stringify(printed)}`;
        expect(withoutSpans(again.tree), shown).toEqual(withoutSpans(tree));
        expect(printSearch(again.tree), shown).toBe(printed);
        for (const { span } of problems) {
          if (span.start < 0 || span.start > span.end || span.end > text.length) expect.fail(`${shown}: bad span`);
        }
      }
    },
    PATIENCE,
  );

  it(
    "reads 100 KB of hostile text in less than 100 ms",
    () => {
      for (const { name, text } of hostile(TOKENS)) {
        const spent = fastest(() => {
          const { tree } = parseSearch(text);
          printSearch(tree);
          termsOf(tree);
        }, 100);
        expect(spent, name).toBeLessThan(100);
      }
    },
    PATIENCE,
  );
});
