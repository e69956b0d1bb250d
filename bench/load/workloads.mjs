// The requests of the platform as a contestant: signed in as a seller whose role covers what the members of a team of 201 own.
import fs from 'node:fs';

const { canon } = await import(`${process.env.BENCH_DIR}/lib/canon.mjs`);
const gql = text => text.replace(/\s+/g, ' ').trim();
const operations = {
  W1: gql(`query Contact($id: ID!) { contact(id: $id) {
    id firstName lastName email phone mobile title department city country createdAt updatedAt } }`),
  W2: gql(`query Page($stage: String!, $min: Decimal!, $max: Decimal!) {
    opportunities(first: 50, orderBy: [{ amount: DESC }, { id: ASC }], filter: { stage: { eq: $stage }, amount: { between: [$min, $max] } }) {
      nodes { id name stage amount closeDate probability account { id name } owner { id name } } } }`),
  W3: gql(`query Accounts($owner: ID!, $min: Int!) {
    accounts(first: 20, orderBy: [{ name: ASC }, { id: ASC }], filter: { owner: { id: { eq: $owner } }, employeeCount: { gte: $min } }) { nodes {
      id name industry employeeCount
      opportunities(first: 5, orderBy: [{ createdAt: DESC }]) { nodes { id name stage amount createdAt } }
      contacts(first: 3, orderBy: [{ lastName: ASC }, { id: ASC }]) { nodes { id firstName lastName email } } } } }`),
  W4: gql(`query Stages($owner: ID!) { opportunitiesGroup(by: [{ field: stage }], filter: { owner: { id: { eq: $owner } } }) {
    key { stage } count sum { amount } } }`),
  W5: gql(`query Deep($owner: ID!, $after: String!) {
    opportunities(first: 50, after: $after, orderBy: [{ closeDate: DESC }, { id: DESC }], filter: { owner: { id: { eq: $owner } } }) {
      totalCount nodes { id name stage amount closeDate } } }`),
  W6: gql(`mutation Create($input: ContactCreate!) { createContact(input: $input) { record { id lastName } } }`),
  W7: gql(`mutation Create100($inputs: [ContactCreate!]!) { createContacts(inputs: $inputs) { records { id lastName } } }`),
  W8: gql(`mutation Stage($id: ID!, $stage: String!) { updateOpportunity(id: $id, input: { stage: $stage }) { record { id stage } } }`),
};
const contact = c => ({ account: c.account_id, firstName: c.first_name, lastName: c.last_name, email: c.email, phone: c.phone, title: c.title });
const workload = (name, variables, result) => ({
  path: '/graphql', body: v => ({ query: operations[name], variables: variables(v) }), pick: response => canon(name, result(response.data)) });
const cursors = new Map();

const contestant = {
  // The session of the seller, made by setup.sh.
  get auth() { return 'Bearer ' + fs.readFileSync(`${process.env.BENCH_TMP}/platform/token`, 'utf8').trim(); },
  // W8 of an earlier run left other stages here than in schema crm. Then asks for the cursor of each place of W5: cursors are sealed, so nobody else can make one.
  async prepare({ url, vars, sql }) {
    sql('update t_default.opportunity o set stage = c.stage from crm.opportunities c where c.id = o.id and c.stage <> o.stage');
    sql('vacuum t_default.opportunity');
    const query = `query ($owner: ID!, $id: ID!) { opportunities(first: 1, orderBy: [{ closeDate: DESC }, { id: DESC }],
      filter: { owner: { id: { eq: $owner } }, id: { eq: $id } }) { pageInfo { endCursor } } }`;
    for (const { owner, id } of vars.W5 ?? []) {
      const response = await fetch(`${url}/graphql`, { method: 'POST', body: JSON.stringify({ query, variables: { owner, id } }),
        headers: { 'content-type': 'application/json', authorization: contestant.auth } });
      const answer = await response.json();
      if (response.status !== 200 || answer.errors) throw new Error(`HTTP ${response.status} ${JSON.stringify(answer).slice(0, 600)}`);
      cursors.set(id, answer.data.opportunities.pageInfo.endCursor);
    }
  },
  W1: workload('W1', v => v, d => d.contact),
  W2: workload('W2', v => ({ stage: v.stage, min: String(v.min), max: String(v.max) }), d => d.opportunities.nodes),
  W3: workload('W3', v => v, d => d.accounts.nodes.map(a => ({ ...a, opportunities: a.opportunities.nodes, contacts: a.contacts.nodes }))),
  W4: workload('W4', v => v, d => d.opportunitiesGroup.map(g => ({ stage: g.key.stage, count: g.count, sum: g.sum.amount }))),
  W5: workload('W5', v => ({ owner: v.owner, after: cursors.get(v.id) }), d => d.opportunities),
  W6: workload('W6', v => ({ input: contact(v) }), d => d.createContact.record),
  W7: workload('W7', v => ({ inputs: v.rows.map(contact) }), d => d.createContacts.records),
  W8: workload('W8', v => v, d => d.updateOpportunity.record),
};
export default contestant;
