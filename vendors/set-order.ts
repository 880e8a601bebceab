/**
 * The order in which the older plugins go through a set: by the decimal text of a CRC-32 of each member. Requests carry
 * sets in that order.
 */

export function crc32(value: string): number {
  let crc = 0xffffffff;
  for (const byte of new TextEncoder().encode(value)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** The members in set order; `key` writes one down the way the plugin hashes it, e.g. `path:a;tag_name:b;`. */
export function inSetOrder<T>(
  members: readonly T[],
  key: (member: T) => string = (member) => `${String(member)};`,
): T[] {
  const coded = members.map((member) => [String(crc32(key(member))), member] as const);
  return coded.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, member]) => member);
}
