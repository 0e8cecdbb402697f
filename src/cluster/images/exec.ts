// What `kubectl exec` finds inside a container: the few programs of a small Linux image that only look around.
// Programs that talk to the network run in the terminal's shell, at the pod's place.

import type { ContainerRecord } from '../network/container.ts';

/** What a command in a container said. The shape is that of kubectl/process.ts. */
export interface Said {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
}

export function execInContainer(container: ContainerRecord, command: readonly string[]): Said {
  const [program = '', ...rest] = command;
  const run = commands[program.replace(/^.*\//, '')];
  if (!run) {
    const text = `exec: \\"${program}\\": executable file not found in $PATH`;
    return {
      stdout: '',
      stderr: `rpc error: code = 2 desc = "oci runtime error: exec failed: ${text}"\n`,
      exit: 126,
    };
  }
  return run(container, rest);
}

const commands: Readonly<
  Record<string, (container: ContainerRecord, rest: readonly string[]) => Said>
> = {
  hostname: (container, rest) =>
    said(`${rest[0] === '-i' ? container.podIP : hostnameOf(container)}\n`),
  echo: (_, rest) => said(`${rest.join(' ')}\n`),
  true: () => said(''),
  false: () => ({ stdout: '', stderr: '', exit: 1 }),
  pwd: () => said('/\n'),
  whoami: () => said('root\n'),
  id: () => said('uid=0(root) gid=0(root) groups=0(root)\n'),
  env: (container) =>
    said(
      `PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\nHOSTNAME=${hostnameOf(container)}\nHOME=/root\n`,
    ),
  ls: (_, rest) => ls(rest.find((word) => !word.startsWith('-')) ?? '/'),
  cat: cat,
};

function ls(path: string): Said {
  if (path === '/') {
    return said('bin\ndev\netc\nhome\nproc\nroot\nsys\ntmp\nusr\nvar\n');
  }
  if (path.replace(/\/$/, '') === '/etc') return said('hostname\nhosts\nresolv.conf\n');
  return { stdout: '', stderr: `ls: ${path}: No such file or directory\n`, exit: 1 };
}

function cat(container: ContainerRecord, rest: readonly string[]): Said {
  const path = rest[0] ?? '';
  const text = filesOf(container)[path];
  if (text !== undefined) return said(text);
  const stderr = `cat: can't open '${path}': No such file or directory\n`;
  return { stdout: '', stderr, exit: 1 };
}

function filesOf(container: ContainerRecord): Readonly<Record<string, string>> {
  const name = hostnameOf(container);
  return {
    '/etc/hostname': `${name}\n`,
    '/etc/hosts': `# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\nfe00::0\tip6-localnet\nfe00::0\tip6-mcastprefix\nfe00::1\tip6-allnodes\nfe00::2\tip6-allrouters\n${container.podIP}\t${name}\n`,
  };
}

function hostnameOf({ pod }: ContainerRecord): string {
  return pod.slice(pod.indexOf('/') + 1);
}

function said(stdout: string): Said {
  return { stdout, stderr: '', exit: 0 };
}
