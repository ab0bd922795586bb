import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import type { Range } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import './virtualRows.css';

interface VirtualRowsProps<Row> {
  label: string;
  rows: readonly Row[];
  /** One function for the life of the list: a new one has all rows laid out anew. */
  keyOf: (row: Row) => string | number;
  /** Pixels of a row, or the function that tells them of each; of a row that may grow, the least. */
  height: number | ((row: Row) => number);
  /** Rows are as high as what is in them. */
  isMeasured?: boolean;
  /** Indexes of rows that stay on the page wherever the list is scrolled to, such as the one with the focus; others are passed over. */
  kept?: readonly number[];
  /** The list is back at its top when this changes: what its rows are the answer to. */
  subject?: string;
  className?: string;
  children: (row: Row) => ReactNode;
}

/** A list of which only what is in view is on the page, so that thousands of rows scroll as well as ten. */
export function VirtualRows<Row>(props: VirtualRowsProps<Row>): ReactNode {
  const { label, rows, keyOf, height, isMeasured = false, kept = [], subject, className = '', children } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const getItemKey = useCallback(
    (index: number): string | number => {
      const row = rows[index];
      return row === undefined ? index : keyOf(row);
    },
    [rows, keyOf],
  );
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey,
    estimateSize: (index) => heightOf(height, rows[index]),
    overscan: 8,
    rangeExtractor: (range) => indexesOf(range, kept),
  });
  useLayoutEffect(() => {
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [subject]);
  return (
    <div ref={scroller} className={`virtual-rows ${className}`} role="list" aria-label={label}>
      <div style={{ height: list.getTotalSize(), position: 'relative' }}>
        {list.getVirtualItems().map(({ index, key, start, size }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <div
              key={String(key)}
              ref={isMeasured ? list.measureElement : undefined}
              data-index={index}
              role="listitem"
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              className="virtual-row"
              style={isMeasured ? { top: start } : { top: start, height: size }}
            >
              {children(row)}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function heightOf<Row>(height: VirtualRowsProps<Row>['height'], row: Row | undefined): number {
  if (typeof height === 'number') return height;
  return row === undefined ? 0 : height(row);
}

/** What is in view and what is kept, in the order of the list. */
function indexesOf(range: Range, kept: readonly number[]): number[] {
  const shown = defaultRangeExtractor(range);
  const others = kept.filter((index) => index >= 0 && index < range.count && !shown.includes(index));
  return others.length === 0 ? shown : [...new Set([...shown, ...others])].sort((left, right) => left - right);
}
