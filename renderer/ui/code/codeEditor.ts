import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { xml } from '@codemirror/lang-xml';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language';
import { Annotation, Compartment, EditorState, Text } from '@codemirror/state';
import type { Extension } from '@codemirror/state';
import { EditorView, drawSelection, highlightSpecialChars, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { readNonce } from '../nonce.ts';
import { codeLook } from './codeLook.ts';
import type { Language } from './layout.ts';
import { endSearch, search, searchMarks, step } from './search.ts';
import type { SearchStanding } from './search.ts';

interface CodeEditorOptions {
  parent: HTMLElement;
  /** For screen readers. */
  label: string;
  hint: string;
  /** Called with each change by the person; without it the text can only be read. */
  onChange: ((text: string) => void) | undefined;
  onSearchWanted: () => void;
}

export interface CodeEditor {
  /** Another text in place of this one. */
  replace: (text: string) => void;
  /** More text at the end, as it comes; shown now and then, and by `flush`. */
  append: (piece: string) => void;
  flush: () => void;
  setLanguage: (language: Language) => void;
  setWrapping: (isWrapping: boolean) => void;
  search: (wanted: string, isCaseExact: boolean) => SearchStanding;
  step: (by: 1 | -1) => SearchStanding;
  endSearch: () => void;
  focus: () => void;
  destroy: () => void;
}

const languages: Record<Language, () => Extension> = {
  json: () => [json(), foldGutter()],
  xml: () => [xml(), foldGutter()],
  text: () => [],
};

/** Reading: the text can have the focus, be selected and searched, but not changed. */
const readOnly: Extension = [EditorState.readOnly.of(true), EditorView.editable.of(false)];

/** How long text may gather before it is shown: each showing costs the same, however much it is. */
const SHOW_EVERY_MS = 60;

/** Marks a change that the page made, of which it need not be told. */
const fromPage = Annotation.define<true>();

const writing = (onChange: (text: string) => void): Extension => [
  history(),
  indentOnInput(),
  bracketMatching(),
  keymap.of([...historyKeymap]),
  EditorView.updateListener.of(({ docChanged, transactions, state }) => {
    if (docChanged && transactions.some((each) => each.annotation(fromPage) === undefined)) {
      onChange(state.doc.toString());
    }
  }),
];

export function createCodeEditor({ parent, label, hint, onChange, onSearchWanted }: CodeEditorOptions): CodeEditor {
  const language = new Compartment();
  const wrapping = new Compartment();
  const view = new EditorView({
    parent,
    state: EditorState.create({
      extensions: [
        EditorView.cspNonce.of(readNonce()),
        EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
        lineNumbers(),
        drawSelection(),
        highlightSpecialChars(),
        indentUnit.of('  '),
        language.of([]),
        wrapping.of([]),
        onChange === undefined ? readOnly : writing(onChange),
        placeholder(hint),
        keymap.of([
          { key: 'Mod-f', run: () => (onSearchWanted(), true) },
          ...foldKeymap,
          // Ctrl+Enter sends the request.
          ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'),
        ]),
        searchMarks,
        codeLook,
      ],
    }),
  });
  // What is searched. Joining the lines of ten megabytes anew would take as long as laying them out.
  let flat = { doc: view.state.doc, text: '' };
  let pending = Text.empty;
  let gathered = '';
  let shownAt = 0;
  const flatText = (): string => {
    if (flat.doc !== view.state.doc) flat = { doc: view.state.doc, text: view.state.doc.toString() };
    return flat.text;
  };
  const replace = (given: string): void => {
    const text = given.replaceAll(/\r\n?/g, '\n');
    pending = Text.empty;
    gathered = '';
    if (text.length === view.state.doc.length && text === flatText()) return;
    view.dispatch({
      changes: { from: 0, to: view.state.doc.length, insert: textOf(text) },
      selection: { anchor: 0 },
      annotations: fromPage.of(true),
    });
    view.scrollDOM.scrollTop = 0;
    flat = { doc: view.state.doc, text };
  };
  const flush = (): void => {
    if (pending.length === 0) return;
    const text = flatText() + gathered;
    view.dispatch({ changes: { from: view.state.doc.length, insert: pending }, annotations: fromPage.of(true) });
    pending = Text.empty;
    gathered = '';
    shownAt = performance.now();
    flat = { doc: view.state.doc, text };
  };
  return {
    replace,
    append: (piece) => {
      pending = pending.append(textOf(piece));
      gathered += piece;
      if (performance.now() - shownAt > SHOW_EVERY_MS) flush();
    },
    flush,
    setLanguage: (next) => view.dispatch({ effects: language.reconfigure(languages[next]()) }),
    setWrapping: (isWrapping) =>
      view.dispatch({ effects: wrapping.reconfigure(isWrapping ? EditorView.lineWrapping : []) }),
    search: (wanted, isCaseExact) => search(view, flatText(), wanted, isCaseExact),
    step: (by) => step(view, by),
    endSearch: () => endSearch(view),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}

/** Split here: only line feeds end a line, as in what is searched. */
const textOf = (text: string): Text => Text.of(text.split('\n'));
