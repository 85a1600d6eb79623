import type { Range } from './place.ts';

/** A word of YAML. upstream: goyaml.v2/yamlh.go */
export type Token = Range &
  (
    | { readonly type: Sign }
    | { readonly type: 'alias' | 'anchor' | 'tag'; readonly value: string }
    | { readonly type: 'scalar'; readonly value: string; readonly isPlain: boolean }
    | { readonly type: 'directive'; readonly name: string; readonly value: string }
  );

/** A token that has no text of its own. */
export type Sign =
  | 'streamEnd'
  | 'documentStart'
  | 'documentEnd'
  | 'blockSequenceStart'
  | 'blockMappingStart'
  | 'blockEnd'
  | 'flowSequenceStart'
  | 'flowSequenceEnd'
  | 'flowMappingStart'
  | 'flowMappingEnd'
  | 'flowEntry'
  | 'blockEntry'
  | 'key'
  | 'value';

export type TokenType = Token['type'];
