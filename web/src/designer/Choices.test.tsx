// @vitest-environment jsdom
import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { AdminContext } from 'react-admin';
import { afterEach, expect, test } from 'vitest';
import { createI18nProvider } from '../providers/i18nProvider';
import { Choices } from './Choices';
import type { Body } from './documents';

afterEach(cleanup);

test('The value of a new choice follows its label; that of a choice that was there stays when it is called something else', async () => {
  let last: readonly Body[] = [];
  function Editor() {
    const [values, setValues] = useState<readonly Body[]>([{ value: 'won', label: { en: 'Won' } }, { value: 'open', label: { en: 'Open' } }]);
    last = values;
    return <AdminContext i18nProvider={createI18nProvider('en')}><Choices values={values} onChange={setValues} /></AdminContext>;
  }
  render(<Editor />);
  const user = userEvent.setup();
  const labelOf = (index: number) => within(screen.getAllByRole('group')[index] as HTMLElement).getByLabelText('English');
  await user.type(labelOf(0), 's');
  await user.click(screen.getByRole('button', { name: 'Add choice' }));
  // On its way it passes through the value of another choice.
  await user.type(labelOf(2), 'Opens');
  expect(last.map((c) => c.value)).toEqual(['won', 'open', 'opens']);
  expect(last[0]?.label).toBe('Wons');
});
