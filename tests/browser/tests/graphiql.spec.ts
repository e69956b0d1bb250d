import { expect, test, url } from './app';

test('GraphiQL at /graphql sends queries with the session, shows the schema, and loads nothing from elsewhere', async ({ app }) => {
  const elsewhere: string[] = [];
  app.on('request', (request) => {
    if (!request.url().startsWith(url()) && !request.url().startsWith('data:')) elsewhere.push(request.url());
  });
  // A query that is sent before the schema has come is sent to nobody.
  const introspected = app.waitForResponse((answer) => answer.url() === `${url()}/graphql` && answer.request().method() === 'POST');
  await app.goto(`${url()}/graphql`);
  await introspected;
  await app.getByRole('button', { name: 'Execute query (Ctrl-Enter)' }).click();
  await expect(app.locator('.result-window')).toContainText('"totalCount"');
  await app.getByRole('button', { name: 'Show Documentation Explorer' }).click();
  await expect(app.locator('.graphiql-doc-explorer')).toContainText('Subscription');
  expect(elsewhere).toEqual([]);
});
