import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension, type Text } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { type Hint, hints, showHints } from './hints.ts';
import { editorTheme } from './theme.ts';

/** A place in the text with something to say about it; lines and columns count from 1. */
export interface Marker {
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

export interface CodeEditorOptions {
  readonly parent: HTMLElement;
  readonly text: string;
  readonly label: string;
  readonly phrases: Readonly<Record<string, string>>;
  readonly onChange: (text: string) => void;
  readonly onApply: () => void;
}

/** The editor as the panel uses it. */
export interface CodeEditor {
  /** Replaces the text when it differs from what is shown (another scenario, another object); the user's own typing does not come back. */
  setText(text: string): void;
  setMarkers(markers: readonly Marker[]): void;
  setHints(all: readonly Hint[]): void;
  setLabel(label: string, phrases: Readonly<Record<string, string>>): void;
  /** Moves the cursor to a place and shows it. */
  reveal(line: number, column?: number): void;
  destroy(): void;
}

const highlight = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: 'var(--ink)' },
  { tag: [tags.string, tags.content, tags.attributeValue], color: 'var(--accent)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--surge-ink)' },
  { tag: tags.comment, color: 'var(--ink-3)', fontStyle: 'italic' },
  { tag: [tags.separator, tags.punctuation, tags.meta], color: 'var(--ink-2)' },
]);

/** Tab indents only after Escape has not been pressed: Escape then Tab leaves the editor, as CodeMirror documents. */
function extensions(options: CodeEditorOptions, words: Compartment): Extension {
  return [
    lineNumbers(),
    highlightActiveLineGutter(),
    highlightActiveLine(),
    highlightSpecialChars(),
    history(),
    drawSelection(),
    indentOnInput(),
    indentUnit.of('  '),
    bracketMatching(),
    closeBrackets(),
    search({ top: true }),
    lintGutter(),
    yaml(),
    syntaxHighlighting(highlight),
    hints,
    editorTheme,
    keymap.of([
      {
        key: 'Mod-Enter',
        preventDefault: true,
        run: () => {
          options.onApply();
          return true;
        },
      },
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...lintKeymap,
      indentWithTab,
    ]),
    words.of(wordsOf(options.label, options.phrases)),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) options.onChange(update.state.doc.toString());
    }),
  ];
}

function wordsOf(label: string, phrases: Readonly<Record<string, string>>): Extension {
  return [EditorState.phrases.of({ ...phrases }), EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' })];
}

/** Offset of a place, kept inside the text however wrong the place is. */
function offset(doc: Text, line: number, column: number): number {
  const at = doc.line(Math.min(Math.max(1, line), doc.lines));
  return Math.min(at.from + Math.max(0, column - 1), at.to);
}

/** A marker without a place stands on the first line; one without an end covers the rest of its line, so that it can be seen. */
function diagnostic(doc: Text, marker: Marker): Diagnostic {
  const line = marker.line ?? 1;
  const from = offset(doc, line, marker.column ?? 1);
  const end = marker.endLine === undefined ? doc.lineAt(from).to : offset(doc, marker.endLine, marker.endColumn ?? 1);
  return { from, to: Math.max(from, end), severity: 'error', message: marker.message };
}

/** Builds a CodeMirror editor in a shadow root of `parent`: there its styles are adopted sheets, which the page's CSP allows. */
export function createCodeEditor(options: CodeEditorOptions): CodeEditor {
  const root = options.parent.shadowRoot ?? options.parent.attachShadow({ mode: 'open' });
  const words = new Compartment();
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({ doc: options.text, extensions: extensions(options, words) }),
  });
  return {
    setText(text) {
      if (text !== view.state.doc.toString()) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    setMarkers(markers) {
      view.dispatch(
        setDiagnostics(
          view.state,
          markers.map((marker) => diagnostic(view.state.doc, marker)),
        ),
      );
    },
    setHints(all) {
      view.dispatch({ effects: showHints.of(all) });
    },
    setLabel(label, phrases) {
      view.dispatch({ effects: words.reconfigure(wordsOf(label, phrases)) });
    },
    reveal(line, column = 1) {
      const at = offset(view.state.doc, line, column);
      view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
      view.focus();
    },
    destroy() {
      view.destroy();
    },
  };
}
