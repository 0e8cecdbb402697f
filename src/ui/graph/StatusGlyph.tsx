// The state of a pod as a shape: colour alone never tells it.

import type { PodShape } from '../../session/index.ts';

export function StatusGlyph({ shape, size = 12 }: { shape: PodShape; size?: number }) {
  return (
    <svg
      className={`glyph ${shape}`}
      width={size}
      height={size}
      viewBox="0 0 12 12"
      aria-hidden="true"
      focusable="false"
    >
      {shapes[shape]}
    </svg>
  );
}

const shapes: Readonly<Record<PodShape, React.ReactNode>> = {
  ready: (
    <>
      <circle cx="6" cy="6" r="5.5" fill="currentColor" />
      <path d="M3.5 6.2l1.8 1.7 3.2-3.6" stroke="var(--bg2)" strokeWidth="1.5" fill="none" />
    </>
  ),
  running: (
    <>
      <circle cx="6" cy="6" r="4.75" stroke="currentColor" strokeWidth="1.5" fill="none" />
      <circle cx="6" cy="6" r="1.8" fill="currentColor" />
    </>
  ),
  pending: (
    <circle
      cx="6"
      cy="6"
      r="4.75"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeDasharray="2.6 2.37"
      fill="none"
    />
  ),
  terminating: (
    <>
      <circle cx="6" cy="6" r="4.75" stroke="currentColor" strokeWidth="1.5" fill="none" />
      <path d="M6 1.25a4.75 4.75 0 0 1 0 9.5z" fill="currentColor" />
    </>
  ),
  failed: (
    <>
      <path d="M6 .8l5.6 10.2H.4z" fill="currentColor" />
      <path d="M6 4.4v3" stroke="var(--bg2)" strokeWidth="1.4" />
      <circle cx="6" cy="9.1" r=".8" fill="var(--bg2)" />
    </>
  ),
  unknown: (
    <path d="M6 1.2L10.8 6 6 10.8 1.2 6z" stroke="currentColor" strokeWidth="1.5" fill="none" />
  ),
};
