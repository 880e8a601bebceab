/**
 * Whom a message tells, and in which state. Its tags and handles decide that alone, and the messages of a pack differ in nothing of them
 * but the name of the pager: what is left of a message without the rest is read once for all that are left alike.
 */

import { createRoutes, type NotifiedState, parseTemplate, type RoutedHandle, type Template } from "../../query/index";

export type Pager = Pick<RoutedHandle, "handle" | "kind">;

export interface Telling {
  toldIn(state: NotifiedState): RoutedHandle[];
  /** The pagers it names, whatever the state. */
  pagers(): readonly Pager[];
  /** Handles of pagers that no conditional on the state is around. */
  always(): readonly string[];
  /** Pagers that Datadog reads as text, for want of a blank before them. */
  unseen(): readonly string[];
}

const read = new Map<string, Telling>();

export function tellingOf(text: string, escalation?: string): Telling {
  const message = upToHandles(text);
  const outline = escalation === undefined ? outlineOf(message) : undefined;
  if (!outline) return readTelling(message, escalation);
  const same = read.get(outline.text) ?? readTelling(outline.text);
  read.set(outline.text, same);
  return outline.pagers.length === 0 ? same : named(same, outline.pagers);
}

function readTelling(message: string, escalation?: string): Telling {
  const unseen: Pager[] = [];
  const tree = once(() => seen(parseTemplate(message).tree, unseen));
  const more = once(() => (escalation === undefined ? undefined : seen(parseTemplate(escalation).tree, unseen)));
  const routes = once(() => createRoutes(tree(), more()));
  const pages = mayPage(message);
  return {
    toldIn: (state) => routes().toldIn(state),
    pagers: once(() =>
      pages || mayPage(escalation ?? "") ? pagersIn([...tree().body, ...(more()?.body ?? [])], () => false) : [],
    ),
    always: once(() => (pages ? pagersIn(tree().body, isOfState).map(({ handle }) => handle) : [])),
    unseen: once(() => {
      if (!pages && !mayPage(escalation ?? "")) return [];
      tree();
      more();
      return [...new Set(unseen.filter(isPager).map(({ handle }) => handle))];
    }),
  };
}

const UNSEEN_AFTER: ReadonlySet<string> = new Set(["word", "variable", "punctuation"]);

/** A message with the handles that Datadog sees; the others are put aside. */
function seen(tree: Template, unseen: Pager[]): Template {
  const body = seenIn(tree.body, unseen);
  return body === tree.body ? tree : { ...tree, body };
}

/** The same nodes where nothing is left out. */
function seenIn(nodes: Node[], unseen: Pager[]): Node[] {
  let changed = false;
  const left = nodes.flatMap((node): Node[] => {
    if (node.type === "handle") {
      if (!UNSEEN_AFTER.has(node.before)) return [node];
      unseen.push({ handle: nameOf(node), kind: node.kind });
      changed = true;
      return [];
    }
    if (node.type !== "raw" && node.type !== "block") return [node];
    const body = seenIn(node.body, unseen);
    const otherwise = node.type === "block" && node.otherwise ? seenIn(node.otherwise, unseen) : undefined;
    if (body === node.body && (node.type === "raw" || otherwise === node.otherwise)) return [node];
    changed = true;
    return [{ ...node, body, ...(otherwise && { otherwise }) }];
  });
  return changed ? left : nodes;
}

/** Whether another tool fills in what stands right before a handle: whether Datadog sees it is not known from here. */
export function isFilledIn(text: string | undefined): boolean {
  return text !== undefined && /[$%]\{[^{}]*\}@/.test(text);
}

/**
 * A message without what follows its last handle, but for the ends of blocks: who is told when stands before, and most of a message, the
 * dashboards and the source, stands behind.
 */
export function upToHandles(text: string): string {
  const last = text.lastIndexOf("@");
  if (last < 0) return "";
  const rest = /\s|\{\{[#^/]|$/g;
  rest.lastIndex = last;
  const end = rest.exec(text)?.index ?? text.length;
  return text.slice(0, end) + (text.slice(end).match(/\{\{\/\w+\}\}/g) ?? []).map((tag) => ` ${tag}`).join("");
}

export interface Outline {
  /** The conditionals and handles in their order, with numbers in place of the names of PagerDuty services. */
  text: string;
  /** The handles of those, by their numbers. */
  pagers: readonly string[];
}

/**
 * Conditionals without arguments; variables and sums, which decide nothing; handles of word characters and addresses between blanks; and
 * every other sign that may begin something.
 */
const PARTS =
  /\{\{(?:[#^/]\w+|\w+(?:\.\w+)*|\[[\w.@-]+\]\.name|eval "[^"{}$%]*")\}\}|(?<![^ \n\r\t])@[\w-]{1,200}(?:@\w{1,100}(?:[.-]\w{1,50}){1,3})?(?=[ \n\r\t]|\{\{\/|$)|[{@]/g;
const PAGERDUTY = "@pagerduty-";

/** Undefined: there is more in it than can be left out without reading it. */
export function outlineOf(message: string): Outline | undefined {
  const kept: string[] = [];
  const pagers: string[] = [];
  for (const part of message.match(PARTS) ?? []) {
    if (part.length === 1) return undefined;
    if (part.startsWith(PAGERDUTY)) {
      if (!pagers.includes(part)) pagers.push(part);
      kept.push(`${PAGERDUTY}${pagers.indexOf(part)}`);
    } else if (part.startsWith("@") || "#^/".includes(part[2] ?? "") || part === "{{else}}") kept.push(part);
  }
  return { text: kept.join(" "), pagers };
}

/** What the outline tells, with the names of the message it is asked for. */
function named(same: Telling, pagers: readonly string[]): Telling {
  const nameOf = (handle: string): string =>
    handle.startsWith(PAGERDUTY) ? (pagers[Number(handle.slice(PAGERDUTY.length))] ?? handle) : handle;
  const withName = <T extends Pager>(pager: T): T => ({ ...pager, handle: nameOf(pager.handle) });
  return {
    toldIn: (state) => same.toldIn(state).map(withName),
    pagers: once(() => same.pagers().map(withName)),
    always: () => same.always().map(nameOf),
    unseen: () => same.unseen().map(nameOf),
  };
}

export function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Kinds of handle that wake whoever is on call. */
const PAGER_KINDS: ReadonlySet<RoutedHandle["kind"]> = new Set(["pagerduty", "oncall", "opsgenie", "victorops"]);

export function isPager({ kind }: Pick<RoutedHandle, "kind">): boolean {
  return PAGER_KINDS.has(kind);
}

export function isPagerHandle(handle: string): boolean {
  return /^@(pagerduty|oncall|opsgenie|victorops)\b/i.test(handle);
}

/** Whether it is worth reading a message to the end. */
function mayPage(text: string): boolean {
  return /@(pagerduty|oncall|opsgenie|victorops)\b/i.test(text);
}

type Node = Template["body"][number];

/** The pagers among nodes, each once, but for those in blocks that are left out. */
function pagersIn(nodes: readonly Node[], leavesOut: (helper: string) => boolean): Pager[] {
  const found = new Map<string, Pager>();
  const look = (all: readonly Node[]): void => {
    for (const node of all) {
      if (node.type === "handle") {
        if (isPager(node)) found.set(nameOf(node), { handle: nameOf(node), kind: node.kind });
        continue;
      }
      if ((node.type !== "raw" && node.type !== "block") || leavesOut(node.helper)) continue;
      look(node.body);
      if (node.type === "block" && node.otherwise) look(node.otherwise);
    }
  };
  look(nodes);
  return [...found.values()];
}

/** Conditionals on the monitor's state. */
function isOfState(helper: string): boolean {
  return /^is_(alert|warning|no_data|recovery|renotify|unknown)/.test(helper);
}

function nameOf(node: RoutedHandle["node"]): string {
  const parts = node.parts.map((part) => (part.type === "variable" ? `{{${part.path}}}` : part.text));
  return `@${parts.join("")}`;
}
