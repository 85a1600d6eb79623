// Where the line at the desired number stands in a row of slots. Pure.

/** The first slot past the desired number: so many counted pods stand before it, missing ones being owed to the lowest free slots. */
export function desiredBoundary(slots: readonly string[], isLeaving: (uid: string) => boolean, desired: number): number {
  let counted = 0;
  const free: number[] = [];
  // A plain loop: thousands of slots are looked at for every picture.
  for (let slot = 0; slot < slots.length; slot += 1) {
    if (counted === desired) return slot;
    const uid = slots[slot] ?? '';
    if (uid === '') free.push(slot);
    else if (!isLeaving(uid)) counted += 1;
  }
  const owed = desired - counted;
  if (owed === 0) return slots.length;
  return owed <= free.length ? Math.max(lastCounted(slots, isLeaving), free[owed - 1] ?? 0) + 1 : slots.length + owed - free.length;
}

function lastCounted(slots: readonly string[], isLeaving: (uid: string) => boolean): number {
  return slots.findLastIndex((uid) => uid !== '' && !isLeaving(uid));
}
