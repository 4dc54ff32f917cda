/** The set with these ids in it as well. */
export function withIds(set: ReadonlySet<string>, ids: Iterable<string>): ReadonlySet<string> {
  return new Set([...set, ...ids]);
}

/** The set without those of the ids that it has, and with those that it has not. */
export function withToggledIds(set: ReadonlySet<string>, ids: Iterable<string>): ReadonlySet<string> {
  const toggled = new Set(set);
  for (const id of new Set(ids)) {
    if (!toggled.delete(id)) toggled.add(id);
  }
  return toggled;
}
