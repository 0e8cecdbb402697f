// xterm as a picture of the terminal: it is given the output and the line being typed, and takes no keys itself. Its rows are
// a second copy of the text, so they lie in a closed shadow tree, where nobody reads them twice.

import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { Terminal } from '@xterm/xterm';
import xtermStyle from '@xterm/xterm/css/xterm.css?inline';
import { nameLinks } from './xtermLinks.ts';
import { xtermTheme } from './xtermTheme.ts';

const FONT = "'JetBrains Mono Variable', 'Noto Sans Mono CJK SC', monospace";
const FONT_SIZE = 12;
const ROW_HEIGHT = 18;
const SCROLL_BACK = 50_000;

const OWN_STYLE = `
  .xterm, .xterm-viewport { height: 100%; }
  .xterm { forced-color-adjust: none; }
  :host { display: block; height: 100%; }
`;

/** What stands behind the output: the prompt and the line being typed. */
export interface Tail {
  readonly all: string;
  readonly beforeCursor: string;
}

/** Where the cursor is, px from the top; undefined when it is scrolled out of sight. */
type PlaceListener = (top: number | undefined) => void;

export interface Found {
  readonly at: number;
  readonly count: number;
}

interface Listeners {
  readonly onPlace: PlaceListener;
  readonly onFound: (found: Found) => void;
  /** Characters that came to xterm's own field all the same: a paste by its menu. */
  readonly onText: (text: string) => void;
  /** The mouse was released over the rows. */
  readonly onPointer: () => void;
}

export class XtermView {
  private readonly terminal: Terminal;
  private readonly fit = new FitAddon();
  private readonly search = new SearchAddon();
  private readonly observer: ResizeObserver;
  private readonly box = document.createElement('div');
  private readonly onPlace: PlaceListener;
  private drawn: string | undefined;
  private tail: Tail = { all: '', beforeCursor: '' };
  private wanted: { readonly output: string; readonly tail: Tail } | undefined;

  constructor(host: HTMLElement, { onPlace, onFound, onText, onPointer }: Listeners) {
    this.onPlace = onPlace;
    this.terminal = new Terminal({
      allowProposedApi: true,
      convertEol: true,
      cursorInactiveStyle: 'outline',
      fontFamily: FONT,
      fontSize: FONT_SIZE,
      lineHeight: ROW_HEIGHT / characterHeight(),
      scrollback: SCROLL_BACK,
      theme: xtermTheme(),
    });
    host.append(this.box);
    const style = document.createElement('style');
    style.textContent = xtermStyle + OWN_STYLE;
    const screen = document.createElement('div');
    screen.style.height = '100%';
    this.box.attachShadow({ mode: 'closed' }).append(style, screen);
    this.terminal.loadAddon(this.fit);
    this.terminal.loadAddon(this.search);
    this.terminal.open(screen);
    if (this.terminal.textarea) this.terminal.textarea.tabIndex = -1;
    // It shows no cursor before it has had the focus, or has come back from its other screen, which is no use here.
    this.terminal.write('\x1b[?47h\x1b[?47l', () => {
      const isScreen = (mode: number | number[]) => mode === 47 || mode === 1047 || mode === 1049;
      this.terminal.parser.registerCsiHandler({ prefix: '?', final: 'h' }, (modes) =>
        modes.some(isScreen),
      );
    });
    this.terminal.registerLinkProvider(nameLinks(this.terminal));
    this.terminal.onData(onText);
    this.terminal.onScroll(() => this.place());
    this.search.onDidChangeResults(({ resultIndex, resultCount }) =>
      onFound({ at: resultIndex + 1, count: resultCount }),
    );
    this.box.addEventListener('mouseup', (event) => {
      if (event.button === 0) onPointer();
    });
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(host);
    this.fit.fit();
  }

  dispose(): void {
    this.observer.disconnect();
    this.terminal.dispose();
    this.box.remove();
  }

  /** Shows the output and behind it the tail; what is there already is not written again. */
  show(output: string, tail: Tail): void {
    this.wanted = { output, tail };
    const isTyped = tail.all !== this.tail.all || tail.beforeCursor !== this.tail.beforeCursor;
    if (output === this.drawn && !isTyped) return;
    // The place behind the output is saved in the terminal itself, so every write begins there.
    const isGrown =
      this.drawn !== undefined && output.startsWith(this.drawn) && !this.isTall(this.tail);
    const start = isGrown ? `\x1b8\x1b[J${output.slice(this.drawn?.length)}` : `\x1bc${output}`;
    const end = `\x1b7${tail.all}\x1b8${tail.beforeCursor}`;
    this.drawn = output;
    this.tail = tail;
    this.terminal.write(start + end, () => this.place());
    if (isTyped) this.terminal.scrollToBottom();
  }

  setTheme(): void {
    this.terminal.options.theme = xtermTheme();
  }

  /** The cursor is full while the line has the focus. */
  setFocused(isFocused: boolean): void {
    this.terminal.options.cursorInactiveStyle = isFocused ? 'block' : 'outline';
  }

  /** What is selected with the mouse; the selection is gone then. */
  takeSelection(): string {
    const text = this.terminal.getSelection();
    this.terminal.clearSelection();
    return text;
  }

  find(text: string, direction: 'next' | 'previous', isIncremental = false): void {
    if (text === '') {
      this.stopFinding();
      return;
    }
    const theme = this.terminal.options.theme ?? {};
    const decorations = {
      matchBackground: theme.black ?? '#444444',
      activeMatchBackground: theme.blue ?? '#888888',
      matchOverviewRuler: theme.blue ?? '#888888',
      activeMatchColorOverviewRuler: theme.blue ?? '#888888',
    };
    const options = { decorations, incremental: isIncremental };
    if (direction === 'next') this.search.findNext(text, options);
    else this.search.findPrevious(text, options);
  }

  stopFinding(): void {
    this.search.clearDecorations();
    this.terminal.clearSelection();
  }

  private resize(): void {
    const { cols, rows } = this.terminal;
    this.fit.fit();
    if (cols === this.terminal.cols && rows === this.terminal.rows) return;
    this.drawn = undefined;
    if (this.wanted) this.show(this.wanted.output, this.wanted.tail);
  }

  /** The cursor's row, where the field for the line lies. */
  private place(): void {
    const { baseY, cursorY, viewportY } = this.terminal.buffer.active;
    const row = baseY + cursorY - viewportY;
    this.onPlace(row >= 0 && row < this.terminal.rows ? row * ROW_HEIGHT : undefined);
  }

  /** It may have scrolled past the first row: then its beginning cannot be gone back to. */
  private isTall({ all }: Tail): boolean {
    const { cols, rows } = this.terminal;
    const needed = all
      .split('\n')
      .reduce((sum, line) => sum + 1 + Math.floor((line.length * 2) / cols), 0);
    return needed >= rows;
  }
}

/** Height of a row of the font as xterm measures it, px. */
function characterHeight(): number {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return ROW_HEIGHT;
  context.font = `${FONT_SIZE}px ${FONT}`;
  const { fontBoundingBoxAscent, fontBoundingBoxDescent } = context.measureText('W');
  return Math.min(ROW_HEIGHT, fontBoundingBoxAscent + fontBoundingBoxDescent) || ROW_HEIGHT;
}
