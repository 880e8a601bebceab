import { checkRule } from "../rule-cases";

checkRule("broken-handle", [
  {
    shows: "a handle glued to a word",
    monitor: { message: "load is high@slack-ops" },
    finds: [["error", "message", "`h@slack-ops`: a handle needs a blank before its `@`"]],
    fixed: "load is high @slack-ops",
  },
  {
    shows: "a handle glued to a variable",
    monitor: { message: "{{value}}@pagerduty-x" },
    finds: [["error", "message", "needs a blank"]],
    fixed: "{{value}} @pagerduty-x",
  },
  {
    shows: "a handle behind a colon",
    monitor: { message: "notify:@user@example.com" },
    finds: [["error", "message", "needs a blank"]],
  },
  {
    shows: "a handle in parentheses",
    monitor: { message: "(@slack-ops)" },
    finds: [["warning", "message", "needs a blank"]],
  },
  {
    shows: "the only handle behind a full stop",
    monitor: { message: "Disk is full.@pagerduty-shop" },
    finds: [["error", "message", "`.@pagerduty-shop`: a handle needs a blank"]],
    fixed: "Disk is full. @pagerduty-shop",
  },
  {
    shows: "alternatives of another tool, which decides what stands before the handle",
    monitor: { message: "%{ if var.p }@pagerduty-x%{ else }@slack-y%{ endif }" },
    notChecked: true,
  },
  { shows: "a placeholder right before a handle", monitor: { message: "load ${local.a}@slack-b" }, notChecked: true },
  {
    shows: "a broken one beside it",
    monitor: { message: "load@slack-a ${local.a}@slack-b" },
    finds: [["error", "message", "`d@slack-a`"]],
  },
  {
    shows: "an address with a slash",
    monitor: { message: "@a/b@example.com" },
    finds: [["error", "message", "addresses with a slash"]],
  },
  {
    shows: "parentheses behind a handle",
    monitor: { message: "@slack-ops(primary)" },
    finds: [["error", "message", "parentheses right behind a handle"]],
    fixed: "@slack-ops (primary)",
  },
  {
    shows: "handles as they should be",
    monitor: {
      message: "{{#is_alert}}@slack-ops{{/is_alert}} @user@example.com, @workflow-x(a=b) @slack-{{service.name}}",
    },
  },
  {
    shows: "an address in prose, a handle in code",
    monitor: { message: "write to ops@example.com or `@slack-infra`" },
  },
]);
