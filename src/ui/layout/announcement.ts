// What a screen reader is told of a moment: a few words, however much has happened.

import type { Mark } from '../../session/index.ts';

const MANY = 2;

/** Marks of one kind are told one by one, or counted when they are many: "3 pods are ready, 2 pods are gone". */
export function announcementOf(marks: readonly Pick<Mark, 'kind' | 'text'>[]): string {
  const kinds = [...new Set(marks.map(({ kind }) => kind))];
  return kinds
    .map((kind) => {
      const texts = marks.filter((mark) => mark.kind === kind).map(({ text }) => text);
      return texts.length < MANY ? texts.join() : counted(kind, texts);
    })
    .join(', ');
}

function counted(kind: Mark['kind'], texts: readonly string[]): string {
  const count = texts.length;
  switch (kind) {
    case 'created':
      return `${count} pods created`;
    case 'ready':
      return `${count} pods are ready`;
    case 'deleted':
      return `${count} pods are gone`;
    case 'warning':
      return `${count} warnings, the last: ${texts.at(-1)}`;
    default:
      return `${count} changes, the last: ${texts.at(-1)}`;
  }
}
