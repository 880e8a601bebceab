/** In which order environments are deployed: what others refer to goes first, and is taken down last. */

interface Ordered {
  name: string;
  /** Whether its stack owns what the account has only once. */
  owner: boolean;
}

export function inOrder<Environment extends Ordered>(
  environments: readonly Environment[],
  verb: "preview" | "up" | "refresh" | "destroy",
): Environment[] {
  const owners = environments.filter(({ owner }) => owner);
  const others = environments.filter(({ owner }) => !owner);
  return verb === "destroy" ? [...others, ...owners] : [...owners, ...others];
}
