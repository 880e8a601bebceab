/**
 * The tree of a `formula("…")` query: arithmetic over queries that `options.variables` declares. Used by metric, event, cost,
 * data-quality and data-jobs monitors.
 */

import type { ChainCall, Facet, Text } from "../chain/index";
import type { Condition, Opaque, WindowSlot } from "../lexer/index";
import type { Expression } from "../metric/index";
import type { TextSpan } from "../text/index";

export interface FormulaMonitor {
  type: "formula-monitor";
  /** Undefined when the formula is missing or a placeholder. */
  expression: Expression | undefined;
  /** The placeholder that stands for the whole formula. */
  opaque: Opaque | undefined;
  by: Facet[] | Opaque;
  rollup: Text | undefined;
  /** `last` looks back; `current` counts from a fixed start (`.current("1mo")`). */
  window: WindowSlot;
  windowKind: "last" | "current";
  /** Names and window stand without quotes, as in data-jobs queries. */
  bare: boolean;
  /** `.anomaly(…)`, `.change(…)`, `.forecast(…)`: how the value is judged. */
  judgement: ChainCall | undefined;
  condition: Condition;
  span: TextSpan;
}
