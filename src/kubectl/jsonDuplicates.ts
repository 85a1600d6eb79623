/** Which fields of a JSON text stand twice: the parser keeps the last one and forgets that. upstream: sigs.k8s.io/json strict decoding */

const MOST = 100;

/** One token: a text, a sign, or anything else that is no blank. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

interface Level {
  readonly path: string;
  /** Of an object: the names seen so far; of a list: none. */
  readonly names?: Set<string>;
  /** The name that stands before a colon, or the place in the list. */
  current: string;
  place: number;
}

function pathOf({ path, names, current, place }: Level): string {
  if (names === undefined) return `${path}[${place}]`;
  return path === '' ? current : `${path}.${current}`;
}

/** Paths like `spec.containers[0].image`, each once, in the order in which they stand. The text must be valid JSON. */
export function duplicateFields(text: string): readonly string[] {
  const found = new Set<string>();
  const levels: Level[] = [];
  const tokens = text.match(TOKEN) ?? [];
  for (const [index, token] of tokens.entries()) {
    const level = levels.at(-1);
    if (token === '{' || token === '[') {
      const path = level === undefined ? '' : pathOf(level);
      levels.push({ path, current: '', place: 0, ...(token === '{' ? { names: new Set<string>() } : {}) });
    } else if (token === '}' || token === ']') levels.pop();
    else if (token === ',' && level !== undefined) level.place++;
    else if (level?.names !== undefined && tokens[index + 1] === ':') {
      level.current = String(JSON.parse(token));
      if (level.names.has(level.current) && found.size < MOST) found.add(pathOf(level));
      level.names.add(level.current);
    }
  }
  return [...found];
}
