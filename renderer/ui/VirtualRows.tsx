import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { ReactNode } from 'react';
import './virtualRows.css';

interface VirtualRowsProps<Row> {
  label: string;
  rows: readonly Row[];
  keyOf: (row: Row) => string | number;
  /** Pixels of a row; of a row that may grow, the least. */
  height: number;
  /** Rows are as high as what is in them. */
  isMeasured?: boolean;
  className?: string;
  children: (row: Row) => ReactNode;
}

/** A list of which only what is in view is on the page, so that thousands of rows scroll as well as ten. */
export function VirtualRows<Row>(props: VirtualRowsProps<Row>): ReactNode {
  const { label, rows, keyOf, height, isMeasured = false, className = '', children } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 8,
  });
  return (
    <div ref={scroller} className={`virtual-rows ${className}`} role="list" aria-label={label}>
      <div style={{ height: list.getTotalSize(), position: 'relative' }}>
        {list.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <div
              key={keyOf(row)}
              ref={isMeasured ? list.measureElement : undefined}
              data-index={index}
              role="listitem"
              className="virtual-row"
              style={isMeasured ? { top: start } : { top: start, height }}
            >
              {children(row)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
