/** Two texts, line by line: which lines only one of them has. */

export interface DiffLine {
  /** ` `: in both, `-`: only in the first, `+`: only in the second. */
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/** A shortest way from one text to the other; where lines change, what goes stands before what comes. Work: lines × lines. */
export function lineDiff(before: string, after: string): readonly DiffLine[] {
  const [a, b] = [linesOf(before), linesOf(after)];
  // common[i][j]: how many lines a[i…] and b[j…] can share.
  const common = new Array<Uint32Array>(a.length + 1);
  common[a.length] = new Uint32Array(b.length + 1);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const row = new Uint32Array(b.length + 1);
    for (let j = b.length - 1; j >= 0; j -= 1) {
      row[j] = a[i] === b[j] ? at(common, i + 1, j + 1) + 1 : Math.max(at(common, i + 1, j), row[j + 1] ?? 0);
    }
    common[i] = row;
  }
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]];
    if (left !== undefined && left === right) {
      lines.push({ sign: ' ', text: left });
      i += 1;
      j += 1;
    } else if (left !== undefined && (right === undefined || at(common, i + 1, j) >= at(common, i, j + 1))) {
      lines.push({ sign: '-', text: left });
      i += 1;
    } else {
      lines.push({ sign: '+', text: right ?? '' });
      j += 1;
    }
  }
  return lines;
}

function at(table: readonly Uint32Array[], i: number, j: number): number {
  return table[i]?.[j] ?? 0;
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}
