import { EditorSelection, StateEffect, StateField } from '@codemirror/state';
import type { EditorState, Extension, Range } from '@codemirror/state';
import { Decoration, EditorView, ViewPlugin } from '@codemirror/view';
import type { DecorationSet, ViewUpdate } from '@codemirror/view';

interface Span {
  from: number;
  to: number;
}

/** What was found, in order. More than this many are not counted; nobody walks through them. */
export const MOST_MATCHES = 10_000;

/**
 * Finds a plain text, in any case unless `isCaseExact`. The editor's own search goes through a document line by line and takes seconds for ten
 * megabytes; this is one run of the engine over the whole text.
 */
export function findAll(text: string, wanted: string, isCaseExact: boolean): Span[] {
  if (wanted === '') return [];
  const pattern = new RegExp(wanted.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`), isCaseExact ? 'g' : 'gi');
  const found: Span[] = [];
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    found.push({ from: match.index, to: match.index + match[0].length });
    if (found.length >= MOST_MATCHES) break;
  }
  return found;
}

/** The first index whose span ends behind `position`; the length when there is none. */
export function firstAfter(spans: readonly Span[], position: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle]?.to ?? Infinity) > position) high = middle;
    else low = middle + 1;
  }
  return low;
}

interface Matches {
  spans: readonly Span[];
  current: number;
}

const NO_MATCHES: Matches = { spans: [], current: -1 };
const setMatches = StateEffect.define<Matches>();

const matchesField = StateField.define<Matches>({
  create: () => NO_MATCHES,
  update: (matches, transaction) => {
    for (const effect of transaction.effects) if (effect.is(setMatches)) return effect.value;
    return matches;
  },
});

const plain = Decoration.mark({ class: 'code-match' });
const chosen = Decoration.mark({ class: 'code-match code-match-current' });

function decorationsOf({ state, visibleRanges }: EditorView): DecorationSet {
  const { spans, current } = state.field(matchesField);
  const marks: Range<Decoration>[] = [];
  for (const { from, to } of visibleRanges) {
    for (let index = firstAfter(spans, from); index < spans.length; index += 1) {
      const span = spans[index];
      if (span === undefined || span.from >= to) break;
      // Until it is searched anew, a text that became shorter has matches behind its end.
      if (span.to <= state.doc.length) marks.push((index === current ? chosen : plain).range(span.from, span.to));
    }
  }
  return Decoration.set(marks, true);
}

/** Draws the matches in sight. */
export const searchMarks: Extension = [
  matchesField,
  ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = decorationsOf(view);
      }
      update({ view, docChanged, viewportChanged, transactions }: ViewUpdate): void {
        const isNew = transactions.some(({ effects }) => effects.some((effect) => effect.is(setMatches)));
        if (docChanged || viewportChanged || isNew) this.decorations = decorationsOf(view);
      }
    },
    { decorations: ({ decorations }) => decorations },
  ),
];

/** Where a search stands: `current` counts from 0 and is -1 when nothing was found. */
export interface SearchStanding {
  count: number;
  current: number;
}

const standingOf = (state: EditorState): SearchStanding => {
  const { spans, current } = state.field(matchesField);
  return { count: spans.length, current };
};

/** Searches the text, which is the view's document, and shows the match at or after the selection. */
export function search(view: EditorView, text: string, wanted: string, isCaseExact: boolean): SearchStanding {
  const spans = findAll(text, wanted, isCaseExact);
  const next = firstAfter(spans, view.state.selection.main.from);
  show(view, spans, spans.length === 0 ? -1 : next % spans.length);
  return standingOf(view.state);
}

/** To the next match, or with -1 to the one before, around the ends. */
export function step(view: EditorView, by: 1 | -1): SearchStanding {
  const { spans, current } = view.state.field(matchesField);
  if (spans.length > 0) show(view, spans, (current + by + spans.length) % spans.length);
  return standingOf(view.state);
}

export function endSearch(view: EditorView): void {
  view.dispatch({ effects: setMatches.of(NO_MATCHES) });
}

function show(view: EditorView, spans: readonly Span[], current: number): void {
  const span = spans[current];
  const effects: StateEffect<unknown>[] = [setMatches.of({ spans, current })];
  if (span === undefined) {
    view.dispatch({ effects });
    return;
  }
  effects.push(EditorView.scrollIntoView(EditorSelection.range(span.from, span.to), { y: 'center', yMargin: 60 }));
  view.dispatch({ effects, selection: { anchor: span.from } });
}
