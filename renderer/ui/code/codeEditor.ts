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
  /** More text at the end, as it comes. */
  append: (piece: string) => void;
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
        EditorView.contentAttributes.of({ 'aria-label': label, ...(onChange === undefined ? { tabindex: '0' } : {}) }),
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
  const replace = (given: string): void => {
    const text = given.replaceAll(/\r\n?/g, '\n');
    if (text.length === view.state.doc.length && text === view.state.doc.toString()) return;
    view.dispatch({
      changes: { from: 0, to: view.state.doc.length, insert: textOf(text) },
      selection: { anchor: 0 },
      annotations: fromPage.of(true),
    });
  };
  return {
    replace,
    append: (piece) =>
      view.dispatch({
        changes: { from: view.state.doc.length, insert: textOf(piece) },
        annotations: fromPage.of(true),
      }),
    setLanguage: (next) => view.dispatch({ effects: language.reconfigure(languages[next]()) }),
    setWrapping: (isWrapping) =>
      view.dispatch({ effects: wrapping.reconfigure(isWrapping ? EditorView.lineWrapping : []) }),
    search: (wanted, isCaseExact) => search(view, view.state.doc.toString(), wanted, isCaseExact),
    step: (by) => step(view, by),
    endSearch: () => endSearch(view),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}

/** Split here: only line feeds end a line, as in what is searched. */
const textOf = (text: string): Text => Text.of(text.split('\n'));
