// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { AdminContext } from 'react-admin';
import { afterEach, expect, test, vi } from 'vitest';
import { createI18nProvider } from '../../providers/i18nProvider';
import type { Body } from '../documents';
import { itemAt } from './flow';
import { ItemSettings } from './ItemSettings';

const flow: Body = { kind: 'approvalFlow', name: 'main', object: 'Deal', label: 'Main', steps: [{ name: 'legal', label: 'Legal', flow: '' }] };
vi.mock('../StudioContext', () => ({
  useStudio: () => ({
    edits: [], drafted: [
      { body: { kind: 'approvalFlow', name: 'main', object: 'Deal', label: 'Main' } }, { body: { kind: 'approvalFlow', name: 'counsel', object: 'Deal', label: { 'en': 'Counsel', 'zh-CN': '法务' } } },
      { body: { kind: 'approvalFlow', name: 'leave', object: 'Leave', label: 'Leave' } },
    ],
  }),
}));
vi.mock('../expressions/ExpressionInput', () => ({ ExpressionInput: ({ label }: { readonly label: string }) => <input aria-label={label} /> }));

afterEach(cleanup);

test.each([['en', 'Flow that is gone through', 'Counsel'], ['zh-CN', '要执行的审批流', '法务']] as const)('A step goes through another flow of the same object, chosen by its name (%s)', async (locale, label, option) => {
  const change = vi.fn<(body: Body) => void>();
  const item = itemAt(flow, '/steps/0');
  if (item === undefined) throw new Error('There is no step.');
  const finding = { kind: 'approvalFlow', document: 'main', pointer: '/steps/0/flow', isError: true, code: 'X', message: 'No flow is named.', suggestion: undefined };
  render(<AdminContext i18nProvider={createI18nProvider(locale)}><ItemSettings flow={flow} item={item} findings={[finding] as never} onChange={change} /></AdminContext>);
  const user = userEvent.setup();
  await user.click(await screen.findByRole('combobox', { name: label }));
  expect(screen.getAllByRole('option').map((o) => o.textContent)).toEqual([option]);
  await user.click(screen.getByRole('option', { name: option }));
  expect(change).toHaveBeenCalledWith({ name: 'legal', label: 'Legal', flow: 'counsel' });
  expect(screen.getByText('No flow is named.')).toBeTruthy();
  // Nobody is asked in the step itself.
  expect(screen.queryByRole('group', { name: /Approvers|审批人/ })).toBeNull();
});
