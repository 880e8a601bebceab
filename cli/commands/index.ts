/** Every command, once, in the order of `--help`. */

import type { Command } from "../command";
import { audit } from "./audit";
import { check } from "./check";
import { compliance } from "./compliance";
import { destroy, preview, refresh, up } from "./deploy";
import { doctor } from "./doctor";
import { explain } from "./explain";
import { init } from "./init";
import { lint } from "./lint";
import { metrics } from "./metrics";
import { create } from "./new";
import { render } from "./render";
import { sandbox } from "./sandbox";

export const COMMANDS: readonly Command[] = [
  check,
  compliance,
  render,
  explain,
  lint,
  metrics,
  init,
  create,
  preview,
  up,
  refresh,
  destroy,
  audit,
  sandbox,
  doctor,
];
