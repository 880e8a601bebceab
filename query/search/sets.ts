/**
 * Searches as sets of events: is there an event that some take and others do not? The answer is proved, by an example or because every
 * way contradicts itself, or it is `maybe`. An event has one service, status, source, host, version and `env`, and one value of an
 * attribute; of another tag it may have several.
 */

import { ANYTHING, type Formula, formulaOf, joined, type Literal, MESSAGE, not, unread, WHOLE } from "./formula";
import { parseSearch } from "./parse";
import { type Answer, oneValue, passes, type ValueTest } from "./value-tests";

export type { Answer };

export interface SearchSet {
  formula: Formula;
  /** Why it cannot be read, where it cannot. */
  problem?: string;
}

export interface FoundEvent {
  answer: Answer;
  /** Such an event, in the words of a search, where the answer is yes. */
  readonly example?: string;
}

const read = new Map<string, SearchSet>();

/** The events that a search takes. */
export function searchSet(text: string): SearchSet {
  const known = read.get(text);
  if (known) return known;
  const { tree, problems } = parseSearch(text);
  const problem = problems.find(({ severity }) => severity === "error");
  const set: SearchSet = problem
    ? { formula: unread(text), problem: problem.message }
    : { formula: tree.root ? formulaOf(tree.root) : { type: "true" } };
  read.set(text, set);
  return set;
}

/** The events that any of several searches takes. */
export function eitherSet(sets: readonly SearchSet[]): SearchSet {
  return {
    formula: joined(
      "or",
      sets.map(({ formula }) => formula),
    ),
  };
}

/** The events that one search takes and none of several others. */
export function setWithout({ formula }: SearchSet, others: readonly SearchSet[]): SearchSet {
  return { formula: joined("and", [formula, ...others.map((other) => not(other.formula))]) };
}

/** The one value of a key that every event of a set has: enough to tell most sets apart. */
const required = new WeakMap<SearchSet, ReadonlyMap<string, string>>();

function requiredOf(set: SearchSet): ReadonlyMap<string, string> {
  const known = required.get(set);
  if (known) return known;
  const values = new Map<string, string>();
  for (const part of flat([set.formula]))
    if (part.type === "literal" && part.holds && part.term.type === "value" && part.term.test.type === "exact")
      if (hasOneValue(part.term.key)) values.set(part.term.key, part.term.test.value);
  required.set(set, values);
  return values;
}

function areApart(a: SearchSet, b: SearchSet): boolean {
  const values = requiredOf(b);
  for (const [key, value] of requiredOf(a)) if ((values.get(key) ?? value) !== value) return true;
  return false;
}

/** Whether there is an event that all of `inside` take and none of `outside`. */
export function eventIn(inside: readonly SearchSet[], outside: readonly SearchSet[] = []): FoundEvent {
  const [first, ...rest] = inside;
  if (first && rest.some((other) => areApart(first, other))) return { answer: "no" };
  const goals = [...inside.map(({ formula }) => formula), ...outside.map(({ formula }) => not(formula))];
  return search(goals, new Map(), { left: MOST_STEPS });
}

/** More than any search of a person needs; then the answer is `maybe`. */
const MOST_STEPS = 20_000;

const ONE_VALUE = new Set(["service", "status", "source", "host", "version", "env", "trace_id", "span_id"]);

function hasOneValue(key: string): boolean {
  return ONE_VALUE.has(key) || isAttribute(key);
}

function isAttribute(key: string): boolean {
  return key.startsWith("@") || key.startsWith("#");
}

/** What is known of the values of a key, or whether an opaque term holds. */
interface Known {
  must: readonly ValueTest[];
  mustNot: readonly ValueTest[];
  /** Of an opaque term. */
  opaque?: { holds: boolean; of: string };
}

type State = ReadonlyMap<string, Known>;

const NOTHING: Known = { must: [], mustNot: [] };

function valuesFit(key: string, { must, mustNot }: Known): Answer {
  if (hasOneValue(key)) return oneValue(must, mustNot).answer;
  let worst: Answer = "yes";
  for (const test of must) {
    const { answer } = oneValue([test], mustNot);
    if (answer === "no") return "no";
    if (answer === "maybe") worst = "maybe";
  }
  return worst;
}

function stateKey({ term }: Literal): string {
  return term.type === "value" ? term.key : ` ${term.text}`;
}

function withLiteral(literal: Literal, known: Known): Known {
  const { term, holds } = literal;
  if (term.type === "opaque") return { ...known, opaque: { holds, of: term.of } };
  return holds
    ? { must: [...known.must, term.test], mustNot: known.mustNot }
    : { must: known.must, mustNot: [...known.mustNot, term.test] };
}

/** Whether a term holds with what is known: `yes` always, `no` never, `maybe` either way. */
function judged(literal: Literal, state: State): Answer {
  const known = state.get(stateKey(literal));
  const { term, holds } = literal;
  if (!known) return "maybe";
  if (term.type === "opaque") return known.opaque?.holds === holds ? "yes" : "no";
  const [only] = known.must;
  if (only?.type === "exact" && known.must.length === 1 && hasOneValue(term.key))
    return passes(term.test, only.value) === holds ? "yes" : "no";
  if (valuesFit(term.key, withLiteral(literal, known)) === "no") return "no";
  return valuesFit(term.key, withLiteral({ ...literal, holds: !holds }, known)) === "no" ? "yes" : "maybe";
}

/** Without what is decided already. */
function simplified(formula: Formula, state: State): Formula {
  switch (formula.type) {
    case "true":
    case "false":
      return formula;
    case "literal": {
      const answer = judged(formula, state);
      return answer === "maybe" ? formula : { type: answer === "yes" ? "true" : "false" };
    }
    default: {
      const deciding = formula.type === "and" ? "false" : "true";
      const left: Formula[] = [];
      for (const operand of relevant(formula, state)) {
        const simple = simplified(operand, state);
        if (simple.type === deciding) return simple;
        if (simple.type !== "true" && simple.type !== "false") left.push(simple);
      }
      const [first] = left;
      if (!first) return { type: deciding === "true" ? "false" : "true" };
      return left.length === 1 ? first : { type: formula.type, operands: left };
    }
  }
}

function* relevant({ operands, sorted }: Choice, state: State): Iterable<Formula> {
  const [only] = (sorted && state.get(sorted.key)?.must) ?? [];
  if (!sorted || only?.type !== "exact") {
    yield* operands;
    return;
  }
  yield* sorted.byValue.get(only.value) ?? [];
  yield* sorted.others;
}

type Choice = Extract<Formula, { type: "and" | "or" }>;

function search(goals: readonly Formula[], state: State, steps: { left: number }): FoundEvent {
  let now = state;
  let open: readonly Choice[] = [];
  for (let next: readonly Formula[] = goals; next.length > 0; ) {
    const later: Choice[] = [...open];
    // What is known first: it decides most of the rest, unseen.
    for (const goal of flat(next)) {
      if (steps.left-- <= 0) return { answer: "maybe" };
      if (goal.type === "and" || goal.type === "or") later.push(goal);
      else if (goal.type === "false") return { answer: "no" };
      else if (goal.type === "literal") {
        const answer = judged(goal, now);
        if (answer === "no") return { answer };
        if (answer === "maybe") now = added(goal, now);
      }
    }
    const simple = later.map((goal) => simplified(goal, now));
    open = simple.filter((goal): goal is Choice => goal.type === "or");
    next = simple.filter((goal) => goal.type !== "or");
  }
  const [first, ...rest] = open;
  if (!first) return outcome(now);
  const choice = rest.reduce((least, goal) => (goal.operands.length < least.operands.length ? goal : least), first);
  const others = open.filter((goal) => goal !== choice);
  let best: FoundEvent = { answer: "no" };
  for (const operand of choice.operands) {
    const found = search([operand, ...others], now, steps);
    if (found.answer === "yes") return found;
    if (found.answer === "maybe") best = found;
  }
  return best;
}

/** The parts of `and`s, except of those in which most need not be looked at. */
function* flat(goals: readonly Formula[]): Iterable<Formula> {
  for (const goal of goals)
    if (goal.type === "and" && !goal.sorted) yield* flat(goal.operands);
    else yield goal;
}

function added(literal: Literal, state: State): State {
  const key = stateKey(literal);
  return new Map(state).set(key, withLiteral(literal, state.get(key) ?? NOTHING));
}

/** Everything asked for is in the state: whether such an event can be. */
function outcome(state: State): FoundEvent {
  let answer: Answer = "yes";
  let opaque = 0;
  for (const [key, known] of state) {
    if (known.opaque) {
      opaque += 1;
      // Two of them may say the same in other words.
      if (opaque > 1 || dependsOnOthers(known.opaque.of, state)) answer = "maybe";
      continue;
    }
    const fit = valuesFit(key, known);
    if (fit === "no") return { answer: "no" };
    if (fit === "maybe") answer = "maybe";
  }
  if (answer !== "yes") return { answer };
  return {
    answer,
    // Most who ask want the answer alone.
    get example() {
      return exampleOf(state);
    },
  };
}

/** Whether what is asked of the keys says something of an opaque term, too. */
function dependsOnOthers(of: string, state: State): boolean {
  if (of === MESSAGE) return false;
  if (of === WHOLE) return [...state.keys()].some(isAttribute);
  return of === ANYTHING || state.has(of);
}

function exampleOf(state: State): string {
  const words = [...state]
    .sort(([a], [b]) => rank(a) - rank(b))
    .flatMap(([key, { must, mustNot, opaque }]): string[] => {
      if (opaque) return [`${opaque.holds ? "" : "-"}${key.trim()}`];
      if (must.length === 0) return mustNot.length > 0 ? [`-${key}:*`] : [];
      if (must.every(({ type }) => type === "any") && mustNot.length === 0) return [`${key}:*`];
      return oneValueOfEach(key, must, mustNot).map((value) => `${key}:${shownValue(value)}`);
    });
  return words.length === 0 ? "any" : words.join(" ");
}

/** What everybody asks first comes first. */
function rank(key: string): number {
  const place = ["env", "service", "status"].indexOf(key);
  return place < 0 ? 3 : place;
}

function oneValueOfEach(key: string, must: readonly ValueTest[], mustNot: readonly ValueTest[]): string[] {
  const sets = hasOneValue(key) ? [must] : must.map((test) => [test]);
  return [...new Set(sets.map((tests) => oneValue(tests, mustNot).value ?? "*"))];
}

function shownValue(value: string): string {
  return /^[\w./@-]+$/.test(value) ? value : JSON.stringify(value);
}
