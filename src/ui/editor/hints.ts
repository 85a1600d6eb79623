import { RangeSetBuilder, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';

/** A note behind the end of a line: what `25%` means for this many replicas. Lines count from 1. */
export interface Hint {
  readonly line: number;
  readonly text: string;
}

class HintWidget extends WidgetType {
  readonly text: string;

  constructor(text: string) {
    super();
    this.text = text;
  }

  override eq(other: HintWidget): boolean {
    return other.text === this.text;
  }

  override toDOM(): HTMLElement {
    const span = document.createElement('span');
    span.className = 'cm-hint';
    span.textContent = this.text;
    return span;
  }
}

export const showHints = StateEffect.define<readonly Hint[]>();

/** The notes that are shown; they move with the text until the next answer of the worker replaces them. */
export const hints = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, transaction) {
    let next = shown.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(showHints)) continue;
      const builder = new RangeSetBuilder<Decoration>();
      const { doc } = transaction.state;
      for (const hint of [...effect.value].sort((a, b) => a.line - b.line)) {
        if (hint.line < 1 || hint.line > doc.lines) continue;
        const end = doc.line(hint.line).to;
        builder.add(end, end, Decoration.widget({ widget: new HintWidget(hint.text), side: 1 }));
      }
      next = builder.finish();
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});
