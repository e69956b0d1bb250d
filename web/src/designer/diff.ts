export interface Line {
  /** Added, removed, there in both, or lines that are left out. */
  readonly mark: '+' | '-' | ' ' | '…';
  readonly text: string;
}

/** Unchanged lines that are kept around a change. */
const around = 2;

/** Documents longer than this are shown as wholly exchanged: the comparison takes time and room by the product of their lines. */
const most = 4_000;

/** What became of a JSON value, as lines of its text; nothing when both are the same. Undefined stands for a value that is not there. */
export function linesOf(before: unknown, after: unknown): readonly Line[] {
  const left = before === undefined ? [] : JSON.stringify(before, null, 2).split('\n');
  const right = after === undefined ? [] : JSON.stringify(after, null, 2).split('\n');
  const lines = compared(left, right);
  return lines.every((l) => l.mark === ' ') ? [] : shortened(lines);
}

function compared(left: readonly string[], right: readonly string[]): readonly Line[] {
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < left.length - start && end < right.length - start && left[left.length - 1 - end] === right[right.length - 1 - end]) end += 1;
  const same = (texts: readonly string[]): readonly Line[] => texts.map((text) => ({ mark: ' ', text }));
  return [
    ...same(left.slice(0, start)),
    ...middle(left.slice(start, left.length - end), right.slice(start, right.length - end)),
    ...same(left.slice(left.length - end)),
  ];
}

/** The longest common subsequence, by dynamic programming. */
function middle(left: readonly string[], right: readonly string[]): readonly Line[] {
  const removed = left.map((text): Line => ({ mark: '-', text }));
  const added = right.map((text): Line => ({ mark: '+', text }));
  if (left.length === 0 || right.length === 0 || left.length > most || right.length > most) return [...removed, ...added];
  const width = right.length + 1;
  const longest = new Uint16Array((left.length + 1) * width);
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      longest[i * width + j] = left[i] === right[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    const [old, fresh] = [left[i], right[j]];
    if (old !== undefined && old === fresh) {
      lines.push({ mark: ' ', text: old });
      i += 1;
      j += 1;
    } else if (old !== undefined && (fresh === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ mark: '-', text: old });
      i += 1;
    } else {
      lines.push({ mark: '+', text: fresh ?? '' });
      j += 1;
    }
  }
  return lines;
}

function shortened(lines: readonly Line[]): readonly Line[] {
  const near = (index: number): boolean => lines.slice(Math.max(0, index - around), index + around + 1).some((l) => l.mark !== ' ');
  return lines.flatMap((line, index): readonly Line[] => {
    if (near(index)) return [line];
    return index === 0 || near(index - 1) ? [{ mark: '…', text: '' }] : [];
  });
}
