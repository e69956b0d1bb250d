import type { TaskStatus } from '../model/approvals';

type Color = 'default' | 'success' | 'error' | 'warning' | 'info';

const colors: Readonly<Record<string, Color>> = { approved: 'success', rejected: 'error', pending: 'warning', returned: 'info' } satisfies Partial<Record<TaskStatus | 'lapsed' | 'recalled', Color>>;

/** How a status of a request or task is coloured. */
export function statusColor(status: string): Color {
  return colors[status] ?? 'default';
}
