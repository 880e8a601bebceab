/**
 * The order in which the older plugins go through a set of texts: by the decimal text of their CRC-32. Which team a
 * project is made for first depends on it.
 */

function crc32(value: string): number {
  let crc = 0xffffffff;
  for (const byte of new TextEncoder().encode(value)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

export function bySetOrder(a: string, b: string): number {
  const [left, right] = [String(crc32(a)), String(crc32(b))];
  return left < right ? -1 : left > right ? 1 : 0;
}
