import type { Body } from '../documents';

/** What a process can do, in the order in which it is offered. */
export const deeds = ['createTask', 'notify', 'startApproval', 'callHook', 'sendWebhook'] as const;

/** How people who are told are found, and those who get a task. */
export const told = ['manager', 'role', 'user', 'team', 'field'] as const;
export const assigned = ['manager', 'user', 'field'] as const;

/** What each deed begins with. */
export function begunAction(deed: string): Body {
  switch (deed) {
    case 'createTask': return { do: deed, task: { subject: { 'en': 'Follow up', 'zh-CN': '跟进' } } };
    case 'notify': return { do: deed, to: [{ by: 'field', value: 'record.owner' }], text: { 'en': '{actor} changed a record', 'zh-CN': '{actor}更改了一条记录' } };
    case 'startApproval': return { do: deed, flow: '' };
    case 'callHook': return { do: deed, hook: '' };
    default: return { do: deed, webhook: '' };
  }
}
