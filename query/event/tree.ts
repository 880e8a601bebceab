/** The tree of an event query: a search, how its results are counted, over which time, compared with what. */

import type { Facet, Text, Texts } from "../chain/index";
import type { Condition, Opaque, WindowSlot, Word } from "../lexer/index";
import type { TextSpan } from "../text/index";

export interface EventMonitor {
  type: "event-monitor";
  /** `logs`, `rum`, …; any word, a wrong one has been reported. */
  source: Word;
  /** The search as the vendor reads it; its syntax is another language's. */
  search: Text | undefined;
  indexes: Texts | undefined;
  /** Where errors come from: `all`, `browser`, `mobile`, `backend`; error tracking only. */
  origin: Text | undefined;
  /** `new` issues or their `impact`; error tracking only. */
  kind: "new" | "impact" | undefined;
  rollup: EventRollup | undefined;
  by: Facet[] | Opaque;
  window: WindowSlot;
  /** `.last("5m")`, or `.current("1d")` since the window's start. */
  windowKind: "last" | "current";
  condition: Condition;
  span: TextSpan;
}

export interface EventRollup {
  type: "rollup";
  method: Text | undefined;
  /** The attribute that is averaged, summed, counted as distinct. */
  measure: Text | undefined;
  span: TextSpan;
}
