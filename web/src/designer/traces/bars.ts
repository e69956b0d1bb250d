import type { TraceContent } from '../../api/traces';

/** A line of the waterfall: what took when how long, within what. */
export interface Bar {
  readonly key: string;
  readonly kind: 'stage' | 'run' | 'expression' | 'statements';
  readonly label: string;
  readonly detail: string;
  readonly begun: number;
  readonly duration: number;
  /** How deep it lies within others. */
  readonly depth: number;
  readonly isFailed: boolean;
}

/** The lines in the order of their beginnings; what contains others stands before them. */
export function barsOf(content: TraceContent): readonly Bar[] {
  const bars: Omit<Bar, 'depth'>[] = [
    ...content.stages.map((s, i) => ({ key: `stage${i}`, kind: 'stage' as const, label: s.name, detail: s.object, begun: s.begun, duration: s.duration, isFailed: false })),
    ...content.runs.map((r, i) => ({ key: `run${i}`, kind: 'run' as const, label: r.hook, detail: r.event, begun: r.begun, duration: r.duration, isFailed: r.failure !== undefined })),
    ...content.expressions.map((e, i) => ({
      key: `expression${i}`, kind: 'expression' as const, label: e.times > 1 ? `${e.text} × ${e.times}` : e.text, detail: e.text, begun: e.begun, duration: e.duration, isFailed: false,
    })),
    ...content.statements.map((s, i) => ({
      key: `statements${i}`, kind: 'statements' as const, label: s.statements.map((one) => verbOf(one.text)).join(', '), detail: s.statements.map((one) => one.text).join('\n'),
      begun: s.begun, duration: s.duration, isFailed: s.isRefused,
    })),
  ];
  bars.sort((a, b) => a.begun - b.begun || b.duration - a.duration);
  const open: { readonly end: number }[] = [];
  return bars.map((bar) => {
    // Times are rounded: what ends with another lies within it.
    while (open.length > 0 && (open.at(-1)?.end ?? 0) < bar.begun + bar.duration - 0.002) open.pop();
    const placed = { ...bar, depth: open.length };
    open.push({ end: bar.begun + bar.duration });
    return placed;
  });
}

/** What a statement does, and to which table. */
export function verbOf(statement: string): string {
  const found = /^\s*(?:with\b[\s\S]*?\)\s*)?(select|insert into|update|delete from|begin|commit|rollback(?: to)?|savepoint|release)\b\s*(?:[\w"]+\.)?"?(\w+)?/i.exec(statement);
  if (found === null) return statement.slice(0, 24);
  const verb = (found[1] ?? '').toLowerCase();
  const table = verb === 'select' ? /\bfrom\s+(?:[\w"]+\.)?"?(\w+)/i.exec(statement)?.[1] : found[2];
  return table === undefined || ['begin', 'commit'].includes(verb) ? verb : `${verb} ${table}`;
}
