/** Service checks: parse and print. */

export { parseServiceCheck, printServiceCheck, type ServiceCheck } from "./service-check";
