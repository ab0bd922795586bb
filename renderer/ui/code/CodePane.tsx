import { Group, Text } from '@mantine/core';
import { IconSearch, IconTextWrap } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { createCodeEditor } from './codeEditor.ts';
import type { CodeEditor } from './codeEditor.ts';
import type { Language } from './layout.ts';
import { SearchBar } from './SearchBar.tsx';
import { startLayout } from './startLayout.ts';
import { ToolButton } from './ToolButton.tsx';

export interface CodeViewProps {
  text: string;
  language: Language;
  /** What the text is, for screen readers. */
  label: string;
  /** Text to read is shown in lines with indentation, unless this is false. */
  isPretty?: boolean;
  /** With it the text can be changed; it is called with the whole text. */
  onChange?: (text: string) => void;
  /** Shown while there is no text. */
  hint?: string;
  /** Beside the buttons of the view. */
  tools?: ReactNode;
}

/** Larger texts are shown without colours and folding, which would have to parse them whole. */
const MOST_COLOURED = 2_000_000;
const LONGEST_LINE = 10_000;
const LONGEST_LINE_OF_LARGE = 1_000;

interface Shown {
  isComplete: boolean;
  notes: string[];
}

export function CodePane(props: CodeViewProps): ReactNode {
  const { text, language, label, isPretty = true, onChange, hint = '', tools } = props;
  const parent = useRef<HTMLDivElement>(null);
  const editor = useRef<CodeEditor>(undefined);
  const latestOnChange = useRef(onChange);
  const [chosenWrapping, setWrapping] = useState<boolean>();
  const [isSearching, setSearching] = useState(false);
  const [shown, setShown] = useState<Shown>({ isComplete: true, notes: [] });
  const isWriting = onChange !== undefined;
  const isColoured = text.length <= MOST_COLOURED;
  // The height of wrapped lines is a guess until they are drawn, and many guesses make a restless scrollbar.
  const isWrapping = chosenWrapping ?? isColoured;
  const longestLine = isColoured ? LONGEST_LINE : LONGEST_LINE_OF_LARGE;

  useEffect(() => {
    latestOnChange.current = onChange;
  }, [onChange]);

  useEffect(() => {
    if (parent.current === null) return undefined;
    const made = createCodeEditor({
      parent: parent.current,
      label,
      hint,
      onChange: isWriting ? (next) => latestOnChange.current?.(next) : undefined,
      onSearchWanted: () => setSearching(true),
    });
    editor.current = made;
    return () => {
      editor.current = undefined;
      made.destroy();
    };
  }, [label, hint, isWriting]);

  // Each of these also runs for a new editor, so they stand after the one that makes it and share its causes.
  useEffect(() => editor.current?.setWrapping(isWrapping), [isWrapping, label, hint, isWriting]);
  useEffect(
    () => editor.current?.setLanguage(isColoured ? language : 'text'),
    [isColoured, language, label, hint, isWriting],
  );
  useEffect(() => {
    const shownIn = editor.current;
    if (shownIn === undefined) return undefined;
    if (isWriting) {
      shownIn.replace(text);
      return undefined;
    }
    let isFirst = true;
    return startLayout({ text, language, isPretty, longestLine }, (news) => {
      if (news.kind === 'piece') {
        if (isFirst) shownIn.replace(news.text);
        else shownIn.append(news.text);
        if (isFirst) setShown({ isComplete: false, notes: [] });
        isFirst = false;
        return;
      }
      if (isFirst) shownIn.replace('');
      shownIn.flush();
      setShown({ isComplete: true, notes: notesOf(news, isColoured, longestLine) });
    });
  }, [text, language, isPretty, isColoured, longestLine, label, hint, isWriting]);

  const closeSearch = (): void => {
    setSearching(false);
    editor.current?.endSearch();
    editor.current?.focus();
  };
  return (
    <div className="code" data-writing={isWriting}>
      <div className="code-tools">
        {isSearching ? (
          <SearchBar editor={editor} textChange={isWriting ? text : shown} onClose={closeSearch} />
        ) : (
          <Text size="xs" className="soft" truncate title={shown.notes.join(' ')}>
            {shown.isComplete ? shown.notes.join(' ') : 'More of the text is being laid out.'}
          </Text>
        )}
        <Group gap={4} wrap="nowrap">
          {tools}
          <ToolButton
            label={isWrapping ? 'Long lines run on: wrap is on' : 'Wrap long lines'}
            isOn={isWrapping}
            onClick={() => setWrapping(!isWrapping)}
          >
            <IconTextWrap size={15} />
          </ToolButton>
          <ToolButton
            label="Search in the text (Ctrl+F)"
            isOn={isSearching}
            onClick={isSearching ? closeSearch : () => setSearching(true)}
          >
            <IconSearch size={15} />
          </ToolButton>
        </Group>
      </div>
      <div className="code-text" ref={parent} />
    </div>
  );
}

function notesOf(
  news: { hasBrokenLines: boolean; isValidJson: boolean | undefined },
  isColoured: boolean,
  longest: number,
): string[] {
  return [
    ...(news.isValidJson === false ? ['Not valid JSON: it is laid out by its brackets alone.'] : []),
    ...(isColoured ? [] : ['Large text: shown without colours and folding.']),
    ...(news.hasBrokenLines
      ? [`Lines are broken after ${longest.toLocaleString('en')} characters here; a copy has them whole.`]
      : []),
  ];
}
