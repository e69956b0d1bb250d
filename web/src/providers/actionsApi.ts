import { graphql, type Variables } from '../api/graphql';
import { isRecord } from '../api/problems';
import type { WorkspaceAction } from '../api/workspace.generated';

/** Carries an action out on a record; gives what it gives back. Refused with problems at the fields of its input. */
export async function runAction(action: WorkspaceAction, id: string, input: Variables): Promise<Readonly<Record<string, unknown>>> {
  const type = `${action.name.slice(0, 1).toUpperCase()}${action.name.slice(1)}Input`;
  const selection = ['done', ...action.output.map((field) => field.name)].join(' ');
  const data = action.input.length > 0
    ? await graphql(`mutation RunAction($id: ID!, $input: ${type}!) { result: ${action.name}(id: $id, input: $input) { ${selection} } }`, { id, input })
    : await graphql(`mutation RunAction($id: ID!) { result: ${action.name}(id: $id) { ${selection} } }`, { id });
  return isRecord(data.result) ? data.result : {};
}
