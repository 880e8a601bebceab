/** N2: a time without data that is too short to mean anything. */

import { windowSeconds } from "../../lexer/index";
import { windowOf } from "../../meaning/index";
import { asNumber, isTrue } from "../input";
import { type Finding, NOTHING, type Rule } from "../rule";

/** Groups are forgotten after a day. [observed by a linter in production] */
const LONGEST_MINUTES = 1440;

export const noDataTimeframe: Rule = {
  id: "no-data-timeframe",
  ref: "N2",
  severity: "warning",
  confidence: "likely",
  summary: "`no_data_timeframe` is shorter than two windows (two minutes for checks), or longer than groups are kept.",
  needsQuery: true,
  needs: ["no-data"],
  check: ({ options, query }) => {
    const minutes = asNumber(options.no_data_timeframe);
    if (minutes === undefined || !isTrue(options.notify_no_data)) return NOTHING;
    const path = "options.no_data_timeframe";
    const find = (message: string, hint: string): Finding[] => [{ message, hint, path }];
    if (minutes > LONGEST_MINUTES) {
      return find(
        `\`no_data_timeframe\` is \`${minutes}\` minutes, but groups are forgotten after a day`,
        `Write at most ${LONGEST_MINUTES}.`,
      );
    }
    if (query.type === "service-check") {
      return minutes < 2
        ? find(`\`no_data_timeframe\` is \`${minutes}\`: a check may come once a minute`, "Write at least 2.")
        : NOTHING;
    }
    const window = windowOf(query);
    if (query.type !== "metric-monitor" || window?.type !== "window" || window.kind !== "last") return NOTHING;
    const least = (2 * windowSeconds(window)) / 60;
    if (minutes >= least) return NOTHING;
    return find(
      `\`no_data_timeframe\` is \`${minutes}\` minutes, less than two windows of the query`,
      `Write at least ${least}.`,
    );
  },
};
