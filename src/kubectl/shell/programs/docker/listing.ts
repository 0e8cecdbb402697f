// The tables that docker 1.10 prints: columns of at least twenty characters, three blanks between them.

import { imageDigest } from '../../../../cluster/network/docker.ts';
import type { ListedContainer } from './containers.ts';

const ID_LENGTH = 12;
const LONGEST_COMMAND = 20;
const DAY_MS = 86_400_000;

interface ListOptions {
  readonly now: number;
  readonly isWhole: boolean;
}

export function containerTable(
  containers: readonly ListedContainer[],
  { now, isWhole }: ListOptions,
): string {
  return table([
    ['CONTAINER ID', 'IMAGE', 'COMMAND', 'CREATED', 'STATUS', 'PORTS', 'NAMES'],
    ...containers.map((each) => [
      isWhole ? each.id : each.id.slice(0, ID_LENGTH),
      each.image,
      `"${isWhole ? each.command : shorten(each.command)}"`,
      `${humanDuration(now - each.createdAt)} ago`,
      statusOf(each, now),
      each.ports,
      each.name,
    ]),
  ]);
}

export function imageTable(
  images: readonly { image: string; sizeBytes: number }[],
  now: number,
): string {
  return table([
    ['REPOSITORY', 'TAG', 'IMAGE ID', 'CREATED', 'SIZE'],
    ...images.map(({ image, sizeBytes }) => {
      const colon = image.indexOf(':', image.lastIndexOf('/'));
      return [
        colon < 0 ? image : image.slice(0, colon),
        colon < 0 ? 'latest' : image.slice(colon + 1),
        imageDigest(image).slice(0, ID_LENGTH),
        `${humanDuration(now - builtAt(image))} ago`,
        formatSize(sizeBytes),
      ];
    }),
  ]);
}

/** Virtual ms: some weeks before the cluster's time began. Nobody knows the day, so it follows from the name, as the id does. */
function builtAt(image: string): number {
  const days = 7 + (Number.parseInt(imageDigest(image).slice(0, 4), 16) % 84);
  return -days * DAY_MS;
}

function statusOf({ exited, createdAt }: ListedContainer, now: number): string {
  return exited
    ? `Exited (${exited.code}) ${humanDuration(now - exited.at)} ago`
    : `Up ${humanDuration(now - createdAt)}`;
}

function shorten(command: string): string {
  return command.length > LONGEST_COMMAND ? `${command.slice(0, LONGEST_COMMAND - 3)}...` : command;
}

/** As Docker's units package words it. */
function humanDuration(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (seconds < 1) return 'Less than a second';
  if (seconds < 60) return `${seconds} seconds`;
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return `${minutes} minutes`;
  if (hours === 1) return 'About an hour';
  if (hours < 48) return `${hours} hours`;
  const days = Math.floor(hours / 24);
  if (days < 14) return `${days} days`;
  if (days < 90) return `${Math.floor(days / 7)} weeks`;
  return `${Math.floor(days / 30)} months`;
}

/** Four digits and a unit, by thousands: 357.2 MB. */
function formatSize(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < 3) {
    size /= 1000;
    unit++;
  }
  return `${Number(size.toPrecision(4))} ${['B', 'kB', 'MB', 'GB'][unit]}`;
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(20, ...rows.map((row) => (row[column] ?? '').length + 3)),
  );
  return rows
    .map((row) => {
      const cells = row.map((cell, column) =>
        column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0),
      );
      return `${cells.join('')}\n`;
    })
    .join('');
}
