/** The layers of a service, for any of their contents: who wins, that nothing is lost, and that doing it twice changes nothing. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkFiles } from "../../model/index";
import { readGeneral } from "../../model/load/read-yaml";
import { type Node, plain } from "../../model/load/tree";
import { fillIn, lay, ofLayer, type Spot } from "../../model/resolve/lay";
import { baseTexts, bytesOf } from "./files";

/** Weakest first; what none of them says is the schema's own default. */
const LAYERS = ["pack", "tier", "service", "environment"] as const;
type Layer = (typeof LAYERS)[number];

/** Fields of a signal with a value for each layer, and the default. */
const FIELDS = {
  title: { values: ["Of the pack", "Of the tier", "Of the service", "Of the environment"], otherwise: "Busy" },
  summary: { values: ["Pack.", "Tier.", "Service.", "Environment."], otherwise: undefined },
  over: { values: ["10min", "15min", "20min", "30min"], otherwise: "5min" },
  aggregate: { values: ["sum", "min", "max", "p95"], otherwise: "avg" },
  noData: { values: ["alert", "ok", "keep", "alert"], otherwise: "show" },
  evaluationDelay: { values: ["1min", "2min", "3min", "4min"], otherwise: undefined },
  requireFullWindow: { values: [true, false, true, true], otherwise: false },
  runbook: {
    values: ["https://a.example.com", "https://b.example.com", "https://c.example.com", "https://d.example.com"],
    otherwise: "https://runbooks.example.com",
  },
  tags: { values: [["of:pack"], ["of:tier", "tier:1"], ["of:service"], []], otherwise: [] },
} as const;
type Field = keyof typeof FIELDS;
const NAMES = Object.keys(FIELDS) as Field[];

/** Which layers say something of which field. */
const said = fc.record(
  Object.fromEntries(NAMES.map((name) => [name, fc.subarray([...LAYERS])])) as Record<Field, fc.Arbitrary<Layer[]>>,
);

function saidBy(name: Field, layer: Layer): unknown {
  return FIELDS[name].values[LAYERS.indexOf(layer)];
}

function of(layer: Layer, layers: Record<Field, Layer[]>): Record<string, unknown> {
  return Object.fromEntries(
    NAMES.filter((name) => layers[name].includes(layer)).map((name) => [name, saidBy(name, layer)]),
  );
}

function catalogOf(layers: Record<Field, Layer[]>) {
  const busy = {
    type: "metric",
    metric: "system.cpu.user",
    above: { high: "90%" },
    ...of("pack", layers),
    tiers: { "1": of("tier", layers) },
  };
  const more = {
    packs: { layered: { description: "One signal.", monitors: { busy } } },
    services: {
      layered: {
        system: "shop",
        tier: 1,
        runbook: "https://runbooks.example.com",
        packs: ["layered"],
        monitors: { busy: of("service", layers) },
        environments: { prod: { monitors: { busy: of("environment", layers) } } },
      },
    },
  };
  const files = bytesOf(new Map([...baseTexts(), ["more.yaml", JSON.stringify(more)]]));
  return checkFiles(files, { only: ["prod"], today: "2026-11-21" });
}

function resolvedIn(checked: ReturnType<typeof catalogOf>) {
  const service = checked.resolved.find(({ name }) => name === "prod")?.services.find(({ key }) => key === "layered");
  const signal = service?.monitors.find(({ key }) => key === "busy");
  if (!service || !signal) throw new Error(JSON.stringify(checked.diagnostics));
  return { service, signal };
}

describe("a service in an environment", () => {
  it("has of each field what the nearest layer says: environment, service, tier, pack, default", () => {
    fc.assert(
      fc.property(said, (layers) => {
        const { service, signal } = resolvedIn(catalogOf(layers));
        for (const name of NAMES) {
          const nearest = layers[name].toSorted((a, b) => LAYERS.indexOf(b) - LAYERS.indexOf(a))[0];
          const value = (signal as unknown as Record<string, unknown>)[name];
          const shown = typeof value === "object" && value !== null && "text" in value ? value.text : value;
          expect(shown, name).toEqual(nearest ? saidBy(name, nearest) : FIELDS[name].otherwise);
          // And it says where it has it from.
          const { layer } = service.origins.at(`monitors.busy.${name}`);
          const written = nearest === "tier" ? "pack" : nearest;
          if (!Array.isArray(value)) expect(layer, name).toBe(written ?? "default");
        }
      }),
      { numRuns: 150 },
    );
  });

  it("is the same however often it is resolved, and whatever is resolved beside it", () => {
    fc.assert(
      fc.property(said, said, (layers, others) => {
        const once = catalogOf(layers);
        catalogOf(others);
        expect(catalogOf(layers).specs).toEqual(once.specs);
        expect(once.specs.length).toBeGreaterThan(0);
      }),
      { numRuns: 25 },
    );
  });
});

/** Trees as files hold them. */
const KEYS = ["a", "b", "c-d", "high", "medium", "above", "recovery", "monitors", "type"] as const;
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, depthIdentifier: "tree" },
    fc.constantFrom<unknown>("x", "5%", 1, true, "none", "${word}", "y ${word} z"),
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie("tree"), { maxKeys: 4 }),
  ),
}));
const map = fc.dictionary(fc.constantFrom(...KEYS), tree, { maxKeys: 5 });

function nodeOf(value: unknown): Node {
  const { root } = readGeneral(`${JSON.stringify(value)}\n`, "a.yaml");
  if (!root) throw new Error("no tree");
  return root;
}

const spot = fc.constantFrom<Spot>("service", "monitors", "signal", "lines", "elsewhere");

describe("laying one tree over another", () => {
  it("twice is laying it once", () => {
    fc.assert(
      fc.property(map, map, spot, (base, top, at) => {
        // A `none` that has nothing to take away stays, to be told of.
        fc.pre(!JSON.stringify(top).includes("none"));
        const once = lay(nodeOf(base), nodeOf(top), at);
        expect(plain(lay(once, nodeOf(top), at))).toEqual(plain(once));
      }),
      { numRuns: 2000 },
    );
  });

  it("loses no key of either, and of both keeps the upper one's value", () => {
    const check = (base: unknown, top: unknown, laid: unknown): void => {
      if (!isMap(base) || !isMap(top)) {
        expect(laid).toEqual(top);
        return;
      }
      expect(new Set(Object.keys(laid as object))).toEqual(new Set([...Object.keys(base), ...Object.keys(top)]));
      for (const key of Object.keys(laid as object)) {
        const value = (laid as Record<string, unknown>)[key];
        if (!(key in top)) expect(value).toEqual(base[key]);
        else if (key in base) check(base[key], top[key], value);
        else expect(value).toEqual(top[key]);
      }
    };
    fc.assert(
      fc.property(map, map, (base, top) => check(base, top, plain(lay(nodeOf(base), nodeOf(top))))),
      { numRuns: 2000 },
    );
  });

  it("changes neither of them", () => {
    fc.assert(
      fc.property(map, map, spot, (base, top, at) => {
        const [below, above] = [nodeOf(base), nodeOf(top)];
        lay(below, above, at);
        expect([plain(below), plain(above)]).toEqual([base, top]);
      }),
      { numRuns: 500 },
    );
  });

  it("is the same whether three are laid from the left or from the right, outside of lines", () => {
    fc.assert(
      fc.property(map, map, map, (a, b, c) => {
        const left = lay(lay(nodeOf(a), nodeOf(b)), nodeOf(c));
        const right = lay(nodeOf(a), lay(nodeOf(b), nodeOf(c)));
        // Where something other than a map comes between two maps it ends what was below.
        if (!betweenMaps(a, b, c)) expect(plain(left)).toEqual(plain(right));
      }),
      { numRuns: 1000 },
    );
  });
});

describe("lines of a signal", () => {
  const severities = ["critical", "high", "medium", "low"] as const;
  const lines = fc.dictionary(fc.constantFrom(...severities), fc.constantFrom("1%", "2%", "none"), { maxKeys: 3 });
  it("are the upper ones where those are two, else the lower ones with the one that is said", () => {
    fc.assert(
      fc.property(lines, lines, (base, top) => {
        const drawn = Object.entries(top).filter(([, value]) => value !== "none");
        const kept = drawn.length > 1 ? {} : base;
        const expected = Object.fromEntries(
          Object.entries({ ...kept, ...top }).filter(([name]) => top[name] !== "none"),
        );
        expect(plain(lay(nodeOf(base), nodeOf(top), "lines"))).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("filling in words", () => {
  it("twice changes nothing, and a tree without words stays the same object", () => {
    const fill = (text: string): string => text.replaceAll("${word}", "w");
    fc.assert(
      fc.property(map, (value) => {
        const filled = fillIn(nodeOf(value), fill);
        expect(fillIn(filled, fill)).toBe(filled);
        expect(JSON.stringify(plain(filled))).toBe(JSON.stringify(value).replaceAll("${word}", "w"));
      }),
      { numRuns: 1000 },
    );
  });

  it("in a layer is what filling in and marking are one after the other", () => {
    const fill = (text: string): string => text.replaceAll("${word}", "w");
    fc.assert(
      fc.property(map, (value) => {
        const node = nodeOf(value);
        expect(plain(ofLayer(node, "pack", "web", fill))).toEqual(plain(fillIn(node, fill)));
      }),
      { numRuns: 500 },
    );
  });
});

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function betweenMaps(a: unknown, b: unknown, c: unknown): boolean {
  if (b === undefined || c === undefined) return false;
  if (!isMap(b)) return isMap(c);
  if (!isMap(c)) return false;
  return Object.keys(c).some((key) => key in b && betweenMaps(isMap(a) ? a[key] : undefined, b[key], c[key]));
}
