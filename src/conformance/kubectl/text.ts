/** Two texts side by side. */
const SHOWN = 6;

/** Every line that differs, the first few of them: `stdout line 3: recorded "…", ours "…"`. None: the texts are equal, byte for byte. */
export function textDifferences(what: string, recorded: string, ours: string): readonly string[] {
  if (recorded === ours) return [];
  const [want, got] = [recorded.split('\n'), ours.split('\n')];
  const show = (line: string | undefined): string => (line === undefined ? 'nothing' : JSON.stringify(line));
  return Array.from({ length: Math.max(want.length, got.length) }, (_, index) =>
    want[index] === got[index] ? [] : [`${what} line ${index + 1}: recorded ${show(want[index])}, ours ${show(got[index])}`],
  )
    .flat()
    .slice(0, SHOWN);
}
