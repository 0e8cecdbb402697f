// Text wrapped as kubectl explain wraps it: lines below 80 letters behind an indent, and URLs broken at slashes only when
// they are longer than a line.

const LIMIT = 80;

export function wrapText(text: string, indent: string): string {
  const words = text
    .trim()
    .replaceAll('\n', ' ')
    .split(' ')
    .flatMap((word) => (word.length > LIMIT && word.includes('/') ? breakURL(word) : [word]));
  const lines: string[] = [];
  let line = [indent];
  let length = indent.length;
  for (const [index, word] of words.entries()) {
    const last = line.at(-1) ?? '';
    if (word.endsWith('/') && length + word.length - 1 < LIMIT) {
      if (last.endsWith('/')) {
        const isEnd = index + 1 < words.length - 1 && !words[index + 1]?.endsWith('/');
        const part = isEnd ? word.slice(0, -1) : word;
        line[line.length - 1] = last + part;
        length += part.length;
      } else {
        line.push(word);
        length += word.length + 1;
      }
    } else if (length + word.length < LIMIT) {
      line.push(word);
      length += word.length + 1;
    } else {
      lines.push(line.join(' '));
      line = [indent, word];
      length = indent.length + word.length;
    }
  }
  return [...lines, line.join(' ')].join('\n');
}

function breakURL(word: string): string[] {
  return word.split('/').map((part) => `${part}/`);
}
