import { Loader } from '@mantine/core';
import { Suspense, lazy } from 'react';
import type { ReactNode } from 'react';
import type { CodeViewProps } from './code/CodePane.tsx';
import './code/code.css';

const CodePane = lazy(() => import('./code/CodePane.tsx').then((module) => ({ default: module.CodePane })));

/**
 * A body of JSON, XML or text, to read or, with `onChange`, to write. It fills the height of its place. Text to read may be of any size: it is
 * laid out in a thread of its own and drawn as it comes.
 */
export function CodeView(props: CodeViewProps): ReactNode {
  return (
    <Suspense
      fallback={
        <div className="code-waiting">
          <Loader size={18} aria-label="The text view is loading" />
        </div>
      }
    >
      <CodePane {...props} />
    </Suspense>
  );
}
