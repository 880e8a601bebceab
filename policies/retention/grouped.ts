/** Findings about many streams of one class, said once: rules collect what they find, by what makes it the same finding. */

export class Grouped<What> {
  private readonly groups = new Map<string, { what: What; names: string[] }>();

  /** `key`: what makes it the same finding. */
  add(key: string, name: string, what: What): void {
    const known = this.groups.get(key);
    if (!known) this.groups.set(key, { what, names: [name] });
    else if (!known.names.includes(name)) known.names.push(name);
  }

  /** In the order in which they were found, with the names of all that are the same. */
  all(): Iterable<{ what: What; names: readonly string[] }> {
    return this.groups.values();
  }
}
