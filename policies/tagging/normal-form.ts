/**
 * What Datadog makes of the tag of a metric, log or span: it begins with a letter, has letters, digits and `_ - : . /`, two hundred
 * bytes at most, and ends in neither `_` nor `:`. Case is left as it is; tags of monitors are not changed, and so would not match.
 */

export const MOST_BYTES = 200;

/** What nearly every tag is: its own normal form. */
const PLAIN = /^[a-z](?:[a-z0-9:./-]|_(?!_))*[a-z0-9./-]$/i;

export function normalForm(tag: string): string {
  if (tag.length <= MOST_BYTES && PLAIN.test(tag)) return tag;
  let form = "";
  let bytes = 0;
  for (const sign of tag) {
    const begun = form !== "";
    const letter = /\p{L}/u.test(sign);
    if (!begun && !letter && sign !== ":") continue;
    const kept = letter || /[\p{Nd}:./-]/u.test(sign) ? sign : "_";
    if (kept === "_" && form.endsWith("_")) continue;
    bytes += Buffer.byteLength(kept);
    if (bytes > MOST_BYTES) break;
    form += kept;
  }
  return form.replace(/[_:]+$/, "");
}
