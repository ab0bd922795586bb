import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const theme = EditorView.theme({
  '&': { height: '100%', fontSize: '12px', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', lineHeight: '18px', overflow: 'auto' },
  '.cm-content': { padding: '6px 0', fontVariantLigatures: 'none', caretColor: 'var(--mantine-color-text)' },
  '.cm-line': { padding: '0 8px' },
  '.cm-cursor': { borderLeftColor: 'var(--mantine-color-text)' },
  '.cm-gutters': {
    color: 'var(--app-text-soft)',
    backgroundColor: 'var(--app-sunken)',
    borderRight: '1px solid var(--app-line)',
  },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 6px 0 10px', minWidth: '32px' },
  '.cm-foldGutter .cm-gutterElement': { padding: '0 4px', cursor: 'pointer' },
  '.cm-foldPlaceholder': {
    padding: '0 6px',
    color: 'var(--app-text-soft)',
    backgroundColor: 'var(--app-sunken)',
    border: '1px solid var(--app-line)',
  },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, ::selection': {
    backgroundColor: 'var(--code-selection) !important',
  },
  '.cm-placeholder': { color: 'var(--mantine-color-placeholder)' },
  '.cm-specialChar': { color: 'var(--app-bad)' },
  '.code-match': { backgroundColor: 'var(--code-match)', borderRadius: '2px' },
  '.code-match-current': { backgroundColor: 'var(--code-match-current)', outline: '1px solid var(--app-notice)' },
});

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.tagName], color: 'var(--code-name)' },
  { tag: [tags.string, tags.attributeValue], color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-number)' },
  { tag: tags.attributeName, color: 'var(--code-attribute)' },
  {
    tag: [tags.comment, tags.processingInstruction, tags.documentMeta, tags.punctuation, tags.angleBracket],
    color: 'var(--app-text-soft)',
  },
  { tag: tags.invalid, color: 'var(--app-bad)' },
]);

/** Its colours are the variables of tokens.css, so light and dark need no second theme. */
export const codeLook: Extension = [theme, syntaxHighlighting(colours)];
