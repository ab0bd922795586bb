import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { EditorState, StateField } from '@codemirror/state';
import { Decoration, EditorView, highlightSpecialChars, keymap, placeholder } from '@codemirror/view';
import type { DecorationSet } from '@codemirror/view';
import { readNonce } from '../../ui/nonce.ts';
import { tokenParts } from './tokenParts.ts';

interface TokenEditorOptions {
  parent: HTMLElement;
  text: string;
  /** For screen readers. */
  label: string;
  hint: string;
  onChange: (text: string) => void;
}

export interface TokenEditor {
  setText: (text: string) => void;
  focus: () => void;
  destroy: () => void;
}

const marks = {
  header: Decoration.mark({ class: 'token-header' }),
  payload: Decoration.mark({ class: 'token-payload' }),
  signature: Decoration.mark({ class: 'token-signature' }),
};

const decorationsOf = (text: string): DecorationSet =>
  Decoration.set(
    tokenParts(text)
      .filter(({ from, to }) => to > from)
      .map(({ name, from, to }) => marks[name].range(from, to)),
  );

const coloured = StateField.define<DecorationSet>({
  create: (state) => decorationsOf(state.doc.toString()),
  update: (decorations, { docChanged, newDoc }) => (docChanged ? decorationsOf(newDoc.toString()) : decorations),
  provide: (field) => EditorView.decorations.from(field),
});

const look = EditorView.theme({
  '&': { height: '100%', fontSize: '12px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', lineHeight: '1.55', overflow: 'auto' },
  '.cm-content': { padding: '8px 0', fontVariantLigatures: 'none', caretColor: 'var(--mantine-color-text)' },
  '.cm-line': { padding: '0 10px', wordBreak: 'break-all' },
  '.cm-placeholder': { color: 'var(--mantine-color-placeholder)', wordBreak: 'normal' },
  '.cm-specialChar': { color: 'var(--app-bad)' },
});

/**
 * The box for a token: it draws only what is in sight, so a token of a mebibyte in one line scrolls and takes typing like a short one, and it shows
 * characters that would turn or hide text.
 */
export function createTokenEditor({ parent, text, label, hint, onChange }: TokenEditorOptions): TokenEditor {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        EditorView.cspNonce.of(readNonce()),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged) onChange(state.doc.toString());
        }),
        history(),
        keymap.of([...defaultKeymap, ...historyKeymap]),
        highlightSpecialChars(),
        placeholder(hint),
        coloured,
        look,
      ],
    }),
  });
  return {
    setText: (next) => {
      if (view.state.doc.toString() === next) return;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next }, scrollIntoView: true });
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}
