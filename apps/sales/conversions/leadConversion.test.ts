import { as, expect, test } from 'platform:test';

const seller = as('salesRep');
const convert = `mutation($id: ID!, $targets: LeadConversionTargets) { convertLead(id: $id, targets: $targets) {
  record { status convertedAt } account { id name employees source } contact { id name mobile account { id } } opportunity { id name amount account { id } contact { id } } moved { object count } } }`;

test('a lead with a company becomes an account, a contact and an opportunity', async () => {
  const lead = await seller.create('Lead', { name: 'Ann Lee', company: 'Brandnew Turbines', mobile: '13800138000', employees: 40, source: 'referral', budget: 50000, status: 'qualified' });
  const activity = await seller.create('Activity', { title: 'First call', type: 'call', status: 'planned', subject: { object: 'Lead', id: lead.id } });
  const { convertLead } = await seller.graphql(convert, { id: lead.id });
  expect(convertLead.record.status).toBe('converted');
  expect(convertLead.account).toMatchObject({ name: 'Brandnew Turbines', employees: 40, source: 'referral' });
  expect(convertLead.contact).toMatchObject({ name: 'Ann Lee', mobile: '13800138000', account: { id: convertLead.account.id } });
  expect(convertLead.opportunity).toMatchObject({ account: { id: convertLead.account.id }, contact: { id: convertLead.contact.id } });
  expect(Number(convertLead.opportunity.amount)).toBe(50000);
  const moved = await seller.graphql('query($id: ID!) { activity(id: $id) { subject { ... on Opportunity { id } } } }', { id: activity.id });
  expect(moved.activity.subject.id).toBe(convertLead.opportunity.id);
  await expect(seller.update('Lead', lead.id, { name: 'Else' })).toBeRefused({ message: /converted/ });
});

test('a person without a company becomes a contact alone', async () => {
  const lead = await seller.create('Lead', { name: 'Bo Chen', mobile: '13900139000' });
  const { convertLead } = await seller.graphql(convert, { id: lead.id });
  expect(convertLead.account).toBeNull();
  expect(convertLead.opportunity).toBeNull();
  expect(convertLead.contact.name).toBe('Bo Chen');
});

test('where the account is known already somebody chooses', async () => {
  const known = await seller.create('Account', { name: 'Known Pumps' });
  const lead = await seller.create('Lead', { name: 'Cy Ray', company: 'Known Pumps', mobile: '13700137000', employees: 12 });
  await expect(seller.graphql(convert, { id: lead.id })).toBeRefused({ field: 'convertedAccount' });
  const { convertLead } = await seller.graphql(convert, { id: lead.id, targets: { account: { id: known.id }, opportunity: { action: 'SKIP' } } });
  expect(convertLead.account).toMatchObject({ id: known.id, employees: 12 });
});

test('a lead that is not qualified is not converted', async () => {
  const lead = await seller.create('Lead', { name: 'Di Wu', mobile: '13600136000', status: 'unqualified', unqualifiedReason: 'noNeed' });
  await expect(seller.graphql(convert, { id: lead.id })).toBeRefused({ message: /no conversion/ });
});
