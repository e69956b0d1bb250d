import { as, expect, test } from 'platform:test';
import { mobileOf } from './shared/contactData';

const seller = as('salesRep');

test('a lead is brought into one form', async () => {
  const lead = await seller.create('Lead', { name: 'Ａnn   Lee ', company: 'Ａcme　（上海）', mobile: '+86 138-0013-8000', email: 'Ann@Acme.example' });
  expect(lead).toMatchObject({ name: 'Ann Lee', company: 'Acme (上海)', mobile: '13800138000', email: 'ann@acme.example', website: 'https://acme.example' });
});

test('a mobile number that is none is refused at its field, in the language of the user', async () => {
  await expect(seller.create('Lead', { name: 'Bo', mobile: '12345' })).toBeRefused({ field: 'mobile', message: /has 5 digits/ });
  const chinese = as({ roles: ['salesRep'], language: 'zh-CN' });
  await expect(chinese.create('Lead', { name: 'Bo', mobile: '12345' })).toBeRefused({ field: 'mobile', message: '“12345”不是有效的手机号：共 5 位数字。' });
});

test('what was not changed stays as it is', async () => {
  const lead = await seller.create('Lead', { name: 'Cy', email: 'cy@one.example' });
  const changed = await seller.update('Lead', lead.id, { email: 'CY@two.example' });
  expect(changed).toMatchObject({ name: 'Cy', email: 'cy@two.example', website: 'https://one.example' });
});

test('an import of many is refused for the one that is wrong', async () => {
  await expect(seller.create('Lead', [{ name: 'Di', mobile: '13900139000' }, { name: 'Ed', mobile: '1' }])).toBeRefused({ field: 'mobile' });
  expect(await seller.query('Lead', { filter: { name: { in: ['Di', 'Ed'] } } })).toHaveLength(0);
});

test('numbers are told from what people write around them', () => {
  expect(mobileOf('（86）138 0013 8000')).toBe('13800138000');
  expect(mobileOf('021-5888')).toBeNull();
});
