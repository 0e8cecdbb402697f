// Recorded sessions of real Kubernetes control planes: what was typed or asked, and what came back.
// testdata/v1.3.json and v1.0.json: kubectl, kube-apiserver, kube-controller-manager and kube-scheduler v1.3.10 and v1.0.7 with
// etcd, the nodes played by a small program; a section began with an empty cluster. testdata/services-1.3.json: kubectl and
// kube-apiserver v1.3.0 without controllers and admission.

export interface Row {
  readonly n: number;
  readonly section: string;
  /** A line of the terminal ... */
  readonly cmd?: string;
  readonly stdin?: string;
  /** ... or a request: "GET /api/v1/namespaces". */
  readonly api?: string;
  readonly body?: unknown;
  /** Files that were there when it was typed. */
  readonly files?: Readonly<Record<string, string>>;
  /** Its output is not in the data; later rows may depend on it. */
  readonly isWithheld?: boolean;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly exit?: number;
  readonly status?: number;
  readonly response?: unknown;
  /** What in the output is of the recording, not of Kubernetes. */
  readonly artefact?: readonly string[];
  /** It was killed by the recorder. */
  readonly isCutOff?: boolean;
  /** Seconds since the section began, or the one that it goes on from. */
  readonly at?: number;
  /** It ran so long. */
  readonly ms?: number;
  /** It came right behind the row before it. */
  readonly isAtOnce?: boolean;
}

/** Sections that went on with the cluster of the one before them. */
const CONTINUED: Readonly<Record<string, string>> = {
  expose: 'webapp-rc',
  'files-and-syntax': 'service-errors',
  'rolling-update-image': 'rolling-update',
};

/** What was typed before a section in the same cluster. */
export function rowsBefore({ sections }: Recording, section: string): readonly Row[] {
  return sections.get(CONTINUED[section] ?? '') ?? [];
}

export interface Recording {
  readonly name: 'v1.3' | 'v1.0' | 'services-1.3';
  readonly release: 'v1.3' | 'v1.0';
  /** False when only the API server ran. */
  readonly hasControllers: boolean;
  readonly sections: ReadonlyMap<string, readonly Row[]>;
}

/**
 * All recordings; `read` gives the text of testdata/NAME.json. They are read, not imported: types of so much data would take
 * the compiler half a minute.
 */
export function readRecordings(read: (name: Recording['name']) => string): readonly Recording[] {
  return (['v1.3', 'services-1.3', 'v1.0'] as const).map((name) =>
    recordingOf(name, JSON.parse(read(name)) as Row[]),
  );
}

function recordingOf(name: Recording['name'], rows: readonly Row[]): Recording {
  const sections = new Map<string, Row[]>();
  for (const row of rows) {
    const section = sections.get(row.section);
    if (section) section.push(row);
    else sections.set(row.section, [row]);
  }
  return {
    name,
    release: name === 'v1.0' ? 'v1.0' : 'v1.3',
    hasControllers: name !== 'services-1.3',
    sections,
  };
}
