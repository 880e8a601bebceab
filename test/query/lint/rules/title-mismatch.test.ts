import { checkRule } from "../rule-cases";

checkRule("title-mismatch", [
  {
    shows: "a title about the disk over a query about memory",
    monitor: {
      name: "Disk usage on {{host.name}}",
      query: "avg(last_5m):avg:rabbitmq.node.mem_used{*} by {host} > 35",
    },
    finds: [["warning", "name", "the title speaks of disk, the query watches memory"]],
  },
  {
    shows: "a message about the database over a search for every error",
    monitor: {
      type: "log alert",
      name: "",
      query: 'logs("service:truststream status:error").rollup("count").last("5m") > 10',
      message: "Multiple database connection errors detected",
    },
    finds: [["warning", "query", "the message speaks of database, but the search has no term for it"]],
  },
  {
    shows: "title and query agree",
    monitor: { name: "Disk usage", query: "avg(last_5m):avg:system.disk.in_use{*} > 0.9" },
  },
  {
    shows: "a search for the thing",
    monitor: {
      type: "log alert",
      name: "Database errors",
      query: 'logs("service:shop @error.kind:DatabaseError").index("*").rollup("count").last("5m") > 1',
    },
  },
  {
    shows: "a title about nothing known",
    monitor: { name: "Orders are late", query: "avg(last_5m):avg:rabbitmq.node.mem_used{*} > 35" },
  },
]);
