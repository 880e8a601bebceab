/** N8: metrics that the vendor fetches from a cloud, evaluated before they are there. */

import { windowSeconds } from "../../lexer/index";
import { isOpaqueValue } from "../facts/placeholder";
import { asNumber } from "../input";
import { NOTHING, notChecked, type Rule } from "../rule";

/** Names that crawlers fill. `aws_neuron.` and `azure.iot_edge.` come from the Agent, enhanced Lambda metrics from its extension. */
const CRAWLED = ["aws.", "azure.", "gcp.", "alibaba.", "cloudflare.", "oci."] as const;
const BY_AGENT = ["azure.iot_edge.", "aws.eks.", "gcp.gke.", "aws.lambda.enhanced."] as const;

/** [DOC: AWS metrics arrive 15 to 20 minutes late; the vendor's own quality check asks for 900] */
const LEAST_DELAY = 900;

/** A window of several crawls always holds some points. */
const LONG_WINDOW = 4 * 3600;

export const cloudMetricDelay: Rule = {
  id: "cloud-metric-delay",
  ref: "N8",
  severity: "warning",
  confidence: "likely",
  summary: "A cloud's metrics arrive 10 to 20 minutes late; without `evaluation_delay` the last points are missing.",
  needsQuery: true,
  needs: ["metric"],
  check: ({ query, series, options }) => {
    if (query.type !== "metric-monitor") return NOTHING;
    const cloud = series.find(({ metric }) => {
      const { text } = metric;
      return CRAWLED.some((prefix) => text.startsWith(prefix)) && !BY_AGENT.some((prefix) => text.startsWith(prefix));
    });
    if (!cloud) return NOTHING;
    if (isOpaqueValue(options.evaluation_delay)) return notChecked("the delay is a placeholder");
    const delay = asNumber(options.evaluation_delay) ?? 0;
    const window = query.head?.window;
    if (delay >= LEAST_DELAY || (window?.type === "window" && windowSeconds(window) >= LONG_WINDOW)) return NOTHING;
    return [
      {
        message: `\`${cloud.metric.text}\` is fetched from the cloud minutes late, but the evaluation delay is ${delay} seconds`,
        hint: `Set \`evaluation_delay\` to at least ${LEAST_DELAY}.`,
        path: options.evaluation_delay === undefined ? "query" : "options.evaluation_delay",
        ...(options.evaluation_delay === undefined ? { span: cloud.metric.span } : {}),
      },
    ];
  },
};
