import { graphql, type Variables } from '../api/graphql';
import { isRecord } from '../api/problems';
import type { WorkspaceAction } from '../api/workspace.generated';
import type { Workspace } from '../model/workspace';
import { nameKey, recordNames } from './recordNames';

type Values = Readonly<Record<string, unknown>>;

/** Carries an action out on a record; gives what it gives back, with the names of records. Refused with problems at the fields of its input. */
export async function runAction(workspace: Workspace, action: WorkspaceAction, id: string, input: Variables): Promise<Values> {
  const type = `${action.name.slice(0, 1).toUpperCase()}${action.name.slice(1)}Input`;
  const selection = ['done', ...action.output.map((field) => field.name)].join(' ');
  const data = action.input.length > 0
    ? await graphql(`${action.type} RunAction($id: ID!, $input: ${type}!) { result: ${action.name}(id: $id, input: $input) { ${selection} } }`, { id, input })
    : await graphql(`${action.type} RunAction($id: ID!) { result: ${action.name}(id: $id) { ${selection} } }`, { id });
  return isRecord(data.result) ? withNames(workspace, action, data.result) : {};
}

/** The API gives ids of records; people read their names. */
async function withNames(workspace: Workspace, action: WorkspaceAction, result: Values): Promise<Values> {
  const records = action.output.flatMap(({ name, targets }) => {
    const id = result[name];
    return targets?.[0] !== undefined && typeof id === 'string' ? [{ field: name, object: targets[0], record: id }] : [];
  });
  const names = await recordNames(workspace, records);
  const refs = records.map(({ field, object, record }) => {
    const name = names.get(nameKey({ object, record }));
    return [field, name === undefined ? null : { id: record, _object: object, _label: name }] as const;
  });
  return { ...result, ...Object.fromEntries(refs) };
}
