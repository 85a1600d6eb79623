/** Which of YAML's ways to write a text go-yaml takes. */
import { resolveScalar } from './scalar.ts';

export type Style = 'plain' | 'single' | 'double' | 'literal';

// upstream: goyaml.v2/yamlprivateh.go is_printable; characters beyond the basic plane count as not printable there.
const unprintable = /[^\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;
const sexagesimal = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;

/** Whether go-yaml writes this character (one code point) as an escape between double quotes. */
export function isEscaped(char: string): boolean {
  return unprintable.test(char) || /["\\\n\u2028\u2029]/.test(char);
}

/** Signs that mean something to YAML at this place, so that the text cannot stand without quotes. */
function hasIndicator(text: string): boolean {
  return /^(?:[#,[\]{}&*!|>'"%@`]|[-?:](?:[ \t]|$)|---|\.\.\.)/.test(text) || /:(?:[ \t\n]|$)|[ \t\n]#/.test(text);
}

/** upstream: goyaml.v2/encode.go stringv, emitterc.go yaml_emitter_analyze_scalar and yaml_emitter_select_scalar_style */
export function styleOf(text: string, isKey: boolean): Style {
  const needsEscapes = unprintable.test(text) || / [\n\u2028\u2029]/.test(text);
  if (text.includes('\n')) return isKey || needsEscapes || text.endsWith(' ') || /[\u2028\u2029]/.test(text) ? 'double' : 'literal';
  if (resolveScalar(text).tag !== 'str' || sexagesimal.test(text)) return 'double';
  if (needsEscapes || /[\u2028\u2029]/.test(text)) return 'double';
  return hasIndicator(text) || text.startsWith(' ') || text.endsWith(' ') ? 'single' : 'plain';
}
