/** The set-up's image table: which entry an image has, and what its values are. */
import type { ImageSetup, Setup, Span } from '../setup.ts';

/** An image's entry with all gaps filled in. */
export type Image = Required<Omit<ImageSetup, 'exit' | 'livenessFailsAfter'>> & Pick<ImageSetup, 'exit' | 'livenessFailsAfter'>;

const DEFAULTS: Omit<Image, 'image'> = {
  where: 'registry',
  pull: { minMs: 1200, maxMs: 2400 },
  startUp: { minMs: 1500, maxMs: 3000 },
  shutDown: { minMs: 300, maxMs: 800 },
  ignoreTerm: false,
  neverReady: false,
  sizeBytes: 72_000_000,
};

/** Whether `pattern`, in which `*` stands for any run of characters, matches the whole of `text`. */
export function matches(pattern: string, text: string): boolean {
  const parts = pattern.split('*');
  const [first = '', ...rest] = parts;
  if (rest.length === 0) return pattern === text;
  const last = rest.pop() ?? '';
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
  let from = first.length;
  const end = text.length - last.length;
  for (const part of rest) {
    const found = text.indexOf(part, from);
    if (found < 0 || found + part.length > end) return false;
    from = found + part.length;
  }
  return true;
}

/** `nginx` and `nginx:latest` are the same image. */
function withTag(image: string): string {
  return image.includes('@') || image.lastIndexOf(':') > image.lastIndexOf('/') ? image : `${image}:latest`;
}

const tables = new WeakMap<Setup, Map<string, Image>>();

/** The entry of an image: the first whose pattern matches. Looked up once for each set-up. */
export function imageOf(setup: Setup, image: string): Image {
  let table = tables.get(setup);
  if (table === undefined) {
    table = new Map();
    tables.set(setup, table);
  }
  const known = table.get(image);
  if (known !== undefined) return known;
  const entry = setup.images.find((each) => matches(each.image, image) || matches(each.image, withTag(image)));
  const found: Image = { ...DEFAULTS, ...entry, image };
  table.set(image, found);
  return found;
}

/** A length within a span; `chance` is in [0, 1). */
export function within({ minMs, maxMs }: Span, chance: number): number {
  return Math.round(minMs + (maxMs - minMs) * chance);
}
