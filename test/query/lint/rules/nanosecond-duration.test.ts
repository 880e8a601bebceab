import { checkRule } from "../rule-cases";

checkRule("nanosecond-duration", [
  {
    shows: "milliseconds in a search",
    monitor: {
      type: "log alert",
      query: 'logs("service:web @duration:>5000").index("*").rollup("count").last("5m") > 10',
    },
    finds: [["warning", "query", "`@duration` is in nanoseconds: 5000 is 5 µs"]],
  },
  {
    shows: "milliseconds in a variable's search",
    monitor: {
      type: "rum alert",
      query: 'formula("a").last("5m") > 1',
      options: {
        variables: [
          {
            name: "a",
            data_source: "rum",
            compute: { aggregation: "count" },
            search: { query: "@view.loading_time:>=3000" },
          },
        ],
      },
    },
    finds: [["warning", "options.variables.0.search.query", "is in nanoseconds"]],
  },
  {
    shows: "a measured duration",
    monitor: { type: "rum alert", query: 'rum("@type:view").rollup("pc95", "@view.loading_time").last("5m") > 3000' },
    finds: [["warning", "query", "`> 3000` is 3 µs"]],
  },
  {
    shows: "a measured duration that the text gives in seconds",
    monitor: {
      type: "rum alert",
      query: 'rum("@type:view").rollup("avg", "@view.largest_contentful_paint").last("5m") > 2.5',
      message: "LCP above 2.5s",
    },
    finds: [["warning", "query", "`> 2.5` is 2.5 ns"]],
    hint: "For 2.5s write `2500000000`.",
  },
  {
    shows: "nanoseconds",
    monitor: { type: "log alert", query: 'logs("@duration:>6000000000").index("*").rollup("count").last("5m") > 5' },
  },
  {
    shows: "an attribute of one's own",
    monitor: { type: "log alert", query: 'logs("@latency:>50").index("*").rollup("count").last("5m") > 5' },
  },
]);
