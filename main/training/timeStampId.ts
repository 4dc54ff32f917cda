/** "20261121-014312": readable, sortable, usable as a folder name; `taken` ids get a counter. */
export function timeStampId(now: Date, taken: (id: string) => boolean): string {
  const digits = now.toISOString().replaceAll(/[-:]/g, '');
  const stamp = `${digits.slice(0, 8)}-${digits.slice(9, 15)}`;
  let id = stamp;
  for (let count = 2; taken(id); count++) id = `${stamp}-${count}`;
  return id;
}
