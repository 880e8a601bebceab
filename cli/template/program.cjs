// What Pulumi runs: one stack per environment of the catalog.
module.exports = require("watchbill/program");
