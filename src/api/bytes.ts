/** Standard base64 with padding, as Secrets carry it; the pure rooms have no `btoa`. */
import { err, ok, type Result } from '../base/result.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The UTF-8 bytes of a text. */
export function utf8Encode(text: string): readonly number[] {
  const bytes: number[] = [];
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 0x3f));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 0x3f), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
  }
  return bytes;
}

/** Base64 of a text's UTF-8 bytes. */
export function base64Encode(text: string): string {
  const bytes = utf8Encode(text);
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = bytes.slice(i, i + 3);
    const group = (a << 16) | (b << 8) | c;
    const left = bytes.length - i;
    out += alphabet.charAt(group >> 18) + alphabet.charAt((group >> 12) & 63);
    out += left > 1 ? alphabet.charAt((group >> 6) & 63) : '=';
    out += left > 2 ? alphabet.charAt(group & 63) : '=';
  }
  return out;
}

/** How many bytes valid base64 stands for; the error is Go's, with the first place that is wrong. */
export function base64Length(text: string): Result<number, string> {
  const clean = text.replace(/[\r\n]/g, '');
  const wrong = /[^A-Za-z0-9+/]/.exec(clean.replace(/={0,2}$/, ''));
  const at =
    wrong !== null
      ? wrong.index
      : clean.length % 4 === 0
        ? -1
        : clean.length - (clean.length % 4) + (clean.endsWith('=') ? clean.length % 4 : 0);
  if (at >= 0) return err(`illegal base64 data at input byte ${at}`);
  const padding = clean.endsWith('==') ? 2 : clean.endsWith('=') ? 1 : 0;
  return ok((clean.length / 4) * 3 - padding);
}
