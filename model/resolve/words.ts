/** Titles from keys: `error-ratio` is "Error ratio". */

export function titleOf(key: string): string {
  const words = key.replaceAll("-", " ");
  return `${words[0]?.toUpperCase() ?? ""}${words.slice(1)}`;
}
