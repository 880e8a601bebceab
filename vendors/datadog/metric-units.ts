/**
 * The units a metric can have at Datadog: its list of units, as integrations are held to it (integrations-core, `VALID_UNIT_NAMES` of
 * `ddev/src/ddev/cli/validate/metadata_utils.py`). Of money only the common ones are here, and no powers of rarer units. A metric's
 * meaning with another unit is refused when it is sent (terraform-provider-datadog, issue 3279); in which words is not known.
 */

const TIMES = "nanosecond microsecond millisecond second minute hour day week";
const DATA =
  "bit byte kibibyte mebibyte gibibyte tebibyte pebibyte exbibyte kilobyte megabyte gigabyte terabyte petabyte exabyte kilobit megabit gigabit terabit";
const SHARES = "fraction percent percent_nano permille apdex";
const CPU = "cpu nanocore microcore millicore core kilocore megacore";
const MONEY = "nanodollar microdollar cent dollar euro pound penny yen";
const PHYSICS =
  "hertz kilohertz megahertz gigahertz milliwatt watt kilowatt millivolt volt milliampere ampere joule kilojoule";
const COUNTED = [
  "alert assertion attempt block buffer build check collection column command commit connection container cursor datagram device document",
  "email entity entry error event eviction exception execution fault fetch file flush frame get heap hit hop host index inode instance",
  "invocation item job key location lock merge message method miss monitor name node object occurrence offset operation packet page",
  "payload prediction process query question read record refresh request resource response route row run sample scan sector segment",
  "service session set shard span split stage step success table task thread throttle ticket time timeout token transaction unit update",
  "user vector view volume wait worker write",
].join(" ");

/** Those of several words beside the others. */
export const METRIC_UNITS: ReadonlySet<string> = new Set([
  ...[TIMES, DATA, SHARES, CPU, MONEY, PHYSICS, COUNTED].flatMap((names) => names.split(" ")),
  "degree celsius",
  "degree fahrenheit",
  "garbage collection",
]);
