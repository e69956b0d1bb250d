import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { GraphiQL } from 'graphiql';
import 'graphiql/style.css';
import './graphiql.css';
import { SignInFirst } from './SignInFirst';
import { fetcher } from './fetcher';

/** What stands in the editor at a first visit. */
const welcome = `# The records API of your tenant, with your rights. Ctrl-Space completes, Ctrl-Enter sends.
# The book at the left edge describes every type. See docs/graphql-api.md.

{
  users(first: 5, orderBy: [{ name: ASC }]) {
    nodes { id name }
    totalCount
  }
}
`;

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root.');
createRoot(root).render(
  <StrictMode>
    <SignInFirst>
      <GraphiQL fetcher={fetcher} defaultQuery={welcome} defaultEditorToolsVisibility="variables" />
    </SignInFirst>
  </StrictMode>,
);
