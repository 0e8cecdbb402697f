// The drawn terminal; loaded when the page is there.

import { useEffect, useRef } from 'react';
import { XtermView, type Found, type Tail } from './xtermView.ts';

interface Props {
  readonly output: string;
  readonly tail: Tail;
  readonly isFocused: boolean;
  /** Where others find it. */
  readonly view: React.RefObject<XtermView | undefined>;
  onReady(): void;
  onPlace(top: number | undefined): void;
  onFound(found: Found): void;
  onText(text: string): void;
  onPointer(): void;
}

export default function XtermScreen(props: Props) {
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const { output, tail, isFocused, view } = props;

  useEffect(() => {
    let isGone = false;
    let made: XtermView | undefined;
    const themes = new MutationObserver(() => made?.setTheme());
    const start = () => {
      if (isGone || !host.current) return;
      made = new XtermView(host.current, {
        onPlace: (top) => latest.current.onPlace(top),
        onFound: (found) => latest.current.onFound(found),
        onText: (text) => latest.current.onText(text),
        onPointer: () => latest.current.onPointer(),
      });
      view.current = made;
      made.setFocused(latest.current.isFocused);
      made.show(latest.current.output, latest.current.tail);
      themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
      latest.current.onReady();
    };
    // xterm measures the font once.
    void document.fonts.load("12px 'JetBrains Mono Variable'").then(start, start);
    return () => {
      isGone = true;
      themes.disconnect();
      made?.dispose();
      view.current = undefined;
    };
  }, [view]);

  useEffect(() => {
    view.current?.show(output, tail);
  }, [view, output, tail]);

  useEffect(() => {
    view.current?.setFocused(isFocused);
  }, [view, isFocused]);

  return <div ref={host} className="xtermHost" aria-hidden="true" />;
}
