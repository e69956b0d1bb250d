import { graphql, type Variables } from '../api/graphql';
import { isRecord } from '../api/problems';
import type { WorkspaceObject, WorkspacePipeline, WorkspaceStage } from '../api/workspace.generated';
import type { ApiFilter } from '../model/filters';
import { progressSelection, readProgress, type Progress } from '../model/pipelines';
import type { AppRecord } from '../model/records';
import type { Workspace } from '../model/workspace';
import { readNode, readNodes, selectColumns } from './selection';

/** Cards that a column of a board shows. */
export const cardsPerStage = 20;

/** A column of a board. */
export interface BoardColumn {
  readonly stage: WorkspaceStage;
  readonly count: number;
  /** Sum of the pipeline's amounts, a decimal; undefined when it has none. */
  readonly sum?: string;
  readonly cards: readonly AppRecord[];
}

/** Where a record is in its pipeline, and what it needs to go on; undefined when it has none. */
export async function fetchProgress(object: WorkspaceObject, id: string, signal?: AbortSignal): Promise<Progress | undefined> {
  const data = await graphql(`query Progress($id: ID!) { record: ${object.singular}(id: $id) { ${progressSelection} } }`, { id }, { signal });
  return isRecord(data.record) ? readProgress(data.record._pipeline) : undefined;
}

/** Takes a record to another stage; refused with `GATE_NOT_MET` while something is missing. */
export async function advance(object: WorkspaceObject, id: string, to: string, input: Variables, ifVersion?: number): Promise<void> {
  await graphql(
    `mutation Advance($id: ID!, $to: String!, $input: ${object.name}Update, $ifVersion: Int) `
    + `{ advance${object.name}(id: $id, to: $to, input: $input, ifVersion: $ifVersion) { record { id } } }`,
    { id, to, input, ifVersion });
}

/** Counts, sums and first cards of every stage, in one operation. */
export async function fetchBoard(
  workspace: Workspace, object: WorkspaceObject, pipeline: WorkspacePipeline, columns: readonly string[], where?: ApiFilter, signal?: AbortSignal,
): Promise<readonly BoardColumn[]> {
  const stages = pipeline.stages;
  const amount = pipeline.amountField;
  const selection = selectColumns(workspace, object, workspace.resolveAll(object, columns));
  const parameters = ['$all: ' + object.name + 'Filter', ...stages.map((_, i) => `$s${i}: ${object.name}Filter`)];
  const lists = stages.map((_, i) => `s${i}: ${object.plural}(filter: $s${i}, first: ${cardsPerStage}, orderBy: [{ id: DESC }]) { nodes { ${selection} } }`);
  const groups = `groups: ${object.plural}Group(by: [{ field: ${pipeline.field} }], filter: $all, first: 1000) `
    + `{ key { ${pipeline.field} } count ${amount === undefined ? '' : `sum { ${amount} }`} }`;
  const own: readonly ApiFilter[] = [{ pipeline: { eq: pipeline.name } }, ...(where === undefined ? [] : [where])];
  const variables = Object.fromEntries(stages.map((s, i) => [`s${i}`, { and: [...own, { [pipeline.field]: { eq: s.value } }] }]));
  const data = await graphql(`query Board(${parameters.join(', ')}) { ${groups} ${lists.join(' ')} }`, { all: { and: own }, ...variables }, { signal });
  const found = Array.isArray(data.groups) ? data.groups.filter(isRecord) : [];
  return stages.map((stage, i) => {
    const group = found.find((g) => isRecord(g.key) && g.key[pipeline.field] === stage.value);
    const sum = group !== undefined && amount !== undefined && isRecord(group.sum) ? group.sum[amount] : undefined;
    return {
      stage,
      count: Number(group?.count ?? 0),
      sum: sum == null ? undefined : String(sum),
      cards: readNodes(data[`s${i}`]).map((node) => readNode(workspace, object, node)),
    };
  });
}
