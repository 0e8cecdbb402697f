// All files by name, what can be done with the open one, and the manifests of the book.

import { useEffect, useState } from 'react';
import { ChevronDown, Check } from 'lucide-react';
import {
  addFile,
  closeFile,
  openFile,
  pathsOf,
  reopenFile,
  useSession,
  useShallow,
} from '../../session/index.ts';
import { closePopover, Popover } from '../layout/Popover.tsx';

const MENU = 'files-menu';

interface Props {
  onRename(): void;
  readonly isDiff: boolean;
  onDiff(isDiff: boolean): void;
}

export function FilesMenu(props: Props) {
  return (
    <>
      <button
        type="button"
        className="button quiet small icon"
        aria-label="Files and examples"
        title="Files and examples"
        popoverTarget={MENU}
      >
        <ChevronDown size={16} aria-hidden="true" />
      </button>
      <Popover id={MENU} label="Files and examples" width={420}>
        {() => <Menu {...props} />}
      </Popover>
    </>
  );
}

function Menu({ onRename, isDiff, onDiff }: Props) {
  const paths = useSession(useShallow(pathsOf));
  const open = useSession((session) => session.openFile);
  const closed = useSession((session) => session.closedFiles.at(-1)?.path);
  const then = (act: () => void) => () => {
    closePopover(MENU);
    act();
  };
  return (
    <div className="filesMenu">
      <div className="menuActions">
        <MenuItem onClick={then(onRename)}>
          Rename {open} <kbd>F2</kbd>
        </MenuItem>
        <MenuItem onClick={then(() => onDiff(!isDiff))}>
          {isDiff ? 'Close the diff' : 'Diff with live'}
        </MenuItem>
        {paths.length > 1 ? (
          <MenuItem onClick={then(() => closeFile(open))}>
            Close {open} <kbd>Del</kbd>
          </MenuItem>
        ) : null}
        {closed === undefined ? null : (
          <MenuItem onClick={then(reopenFile)}>Reopen {closed}</MenuItem>
        )}
      </div>
      <h3>Open files</h3>
      <ul>
        {paths.map((path) => (
          <li key={path}>
            <MenuItem onClick={then(() => openFile(path))} isCurrent={path === open}>
              {path}
              {path === open ? <Check size={14} aria-label="shown" /> : null}
            </MenuItem>
          </li>
        ))}
      </ul>
      <Examples onTake={() => closePopover(MENU)} />
    </div>
  );
}

function MenuItem(props: {
  readonly children: React.ReactNode;
  readonly isCurrent?: boolean;
  onClick(): void;
}) {
  const { children, isCurrent, onClick } = props;
  return (
    <button type="button" className="menuItem" aria-current={isCurrent} onClick={onClick}>
      {children}
    </button>
  );
}

interface Example {
  readonly section: string;
  readonly title: string;
  readonly name: string;
  /** There is a second one, as the book prints it. */
  readonly isPrinted: boolean;
  readonly note: string;
}

const FOLDER = './examples/book/';

function Examples({ onTake }: { onTake(): void }) {
  const [examples, setExamples] = useState<readonly Example[] | 'failed'>([]);
  useEffect(() => {
    fetch(`${FOLDER}index.json`)
      .then((response) => response.json())
      .then(setExamples)
      .catch(() => setExamples('failed'));
  }, []);
  if (examples === 'failed') return <p>The manifests of the book could not be loaded.</p>;
  const sections = [...new Set(examples.map(({ section }) => section))];
  return sections.map((section) => (
    <section key={section} aria-label={`Book, ${section}`}>
      <h3>Book, {section}</h3>
      <ul>
        {examples
          .filter((each) => each.section === section)
          .map((each) => (
            <ExampleRow key={each.name} example={each} onTake={onTake} />
          ))}
      </ul>
    </section>
  ));
}

function ExampleRow({ example, onTake }: { readonly example: Example; onTake(): void }) {
  const { title, name, isPrinted, note } = example;
  const take = (path: string) => {
    onTake();
    void fetch(FOLDER + path)
      .then((response) => response.text())
      .then((text) => addFile(name, text));
  };
  return (
    <li className="example">
      <button type="button" className="menuItem" onClick={() => take(name)}>
        <span>{title}</span>
        <span className="exampleNote">{note}</span>
      </button>
      {isPrinted ? (
        <button
          type="button"
          className="button small"
          aria-label={`${title}, as printed`}
          onClick={() => take(`printed/${name}`)}
        >
          As printed
        </button>
      ) : null}
    </li>
  );
}
