import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { encode } from 'uqr';

interface QrCodeProps {
  text: string;
  /** What a screen reader says in its place. */
  label: string;
  size?: number;
}

/** Dark on light in both themes: many readers take no other. */
export function QrCode({ text, label, size = 148 }: QrCodeProps): ReactNode {
  const { side, path } = useMemo(() => drawingOf(text), [text]);
  return (
    <svg
      role="img"
      aria-label={label}
      width={size}
      height={size}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
      className="qr-code"
    >
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

/** One small square for each dark module, in one path. */
function drawingOf(text: string): { side: number; path: string } {
  const { data, size } = encode(text, { border: 2 });
  const squares = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { side: size, path: squares.join('') };
}
