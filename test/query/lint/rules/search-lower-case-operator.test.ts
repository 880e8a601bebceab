import { checkRule } from "../rule-cases";

const log = (search: string) => `logs("${search}").index("*").rollup("count").last("5m") > 1`;

checkRule("search-lower-case-operator", [
  {
    shows: "lower-case operators",
    monitor: {
      type: "log alert",
      query: log("status:error or status:critical"),
    },
    finds: [["warning", "query", "`or` is a word the message must contain, not the operator `OR`"]],
    fixed: log("status:error OR status:critical"),
  },
  {
    shows: "`and` between conditions, also of groups",
    monitor: { type: "log alert", query: log("status:error and (@a:1 OR @b:2)") },
    finds: [["warning", "query", "`and`"]],
    fixed: log("status:error AND (@a:1 OR @b:2)"),
  },
  {
    shows: "`not` before a condition, after `and` too",
    monitor: { type: "log alert", query: log("status:error and not host:a") },
    finds: [
      ["warning", "query", "`and`"],
      ["warning", "query", "`not`"],
    ],
    fixed: log("status:error AND not host:a"),
  },
  {
    shows: "`or` beside other conditions: upper case alone would free it of them",
    monitor: { type: "log alert", query: log("env:prod status:error or status:critical") },
    finds: [["warning", "query", "`or`"]],
    noFix: true,
  },
  {
    shows: "`or` between exclusions, which upper case would make find everything",
    monitor: { type: "log alert", query: log("-status:info or -status:debug") },
    finds: [["warning", "query", "`or`"]],
    hint: "Write `AND` for neither",
    noFix: true,
  },
  {
    shows: "one between a condition and a word",
    monitor: { type: "log alert", query: log("timeout or status:error") },
    finds: [["warning", "query", "`or`"]],
    noFix: true,
  },
  {
    shows: "words of a sentence, which upper case would turn into their opposite",
    monitor: { type: "log alert", query: log("user not found") },
    finds: [["info", "query", "`not`"]],
    noFix: true,
  },
  {
    shows: "words of a sentence beside a condition",
    monitor: { type: "log alert", query: log("service:web read or write failed") },
    finds: [["info", "query", "`or`"]],
    noFix: true,
  },
  {
    shows: "words of a sentence in a message",
    monitor: { type: "log alert", query: log("message:(could not connect)") },
    finds: [["info", "query", "`not`"]],
    noFix: true,
  },
  {
    shows: "words in an attribute of one value",
    monitor: { type: "log alert", query: log("@category:(bed and breakfast)") },
    finds: [["warning", "query", "`and`"]],
    noFix: true,
  },
  {
    shows: "one between the values of an attribute",
    monitor: { type: "log alert", query: 'logs("@job:(mail or invoice)").index("*").rollup("count").last("5m") > 1' },
    finds: [["warning", "query", "`or`"]],
    fixed: 'logs("@job:(mail OR invoice)").index("*").rollup("count").last("5m") > 1',
  },
  {
    shows: "a value that is such a word",
    monitor: { type: "log alert", query: 'logs("state:or @x:(or)").index("*").rollup("count").last("5m") > 1' },
  },
  {
    shows: "the word itself, and operators",
    monitor: { type: "log alert", query: 'logs("(a OR b) and").index("*").rollup("count").last("5m") > 1' },
  },
  {
    shows: "a phrase",
    monitor: { type: "log alert", query: 'logs("a \\"this or that\\" b").index("*").rollup("count").last("5m") > 1' },
  },
]);
