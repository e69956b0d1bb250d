import { graphql, type Variables } from '../api/graphql';
import { isRecord, text } from '../api/problems';
import type { WorkspaceObject, WorkspacePipeline, WorkspaceStage } from '../api/workspace.generated';
import type { ApiFilter } from '../model/filters';
import { sumByCurrency, type Money } from '../model/money';
import { progressSelection, readProgress, type Progress } from '../model/pipelines';
import type { AppRecord } from '../model/records';
import type { Workspace } from '../model/workspace';
import { readNode, readNodes, selectColumns } from './selection';

/** Cards that a column of a board shows at first, and that "more" adds. */
export const cardsPerStage = 20;

/** A column of a board. */
export interface BoardColumn {
  readonly stage: WorkspaceStage;
  readonly count: number;
  /** Sums of the pipeline's amounts, one for each currency; none when it has no amounts. */
  readonly sums: readonly Money[];
  readonly cards: readonly AppRecord[];
  /** Where the cards go on; undefined when all are there. */
  readonly after: string | undefined;
}

/** What a board shows of the records: a pipeline's, as far as they meet a filter. */
export interface BoardView {
  readonly object: WorkspaceObject;
  readonly pipeline: WorkspacePipeline;
  readonly columns: readonly string[];
  readonly where?: ApiFilter;
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

/** The pipeline of an object that most records go through; undefined when there is none. */
export async function mostUsedPipeline(object: WorkspaceObject, signal?: AbortSignal): Promise<string | undefined> {
  const data = await graphql(
    `query Pipelines { groups: ${object.plural}Group(by: [{ field: pipeline }], first: 100) { key { pipeline } count } }`, {}, { signal });
  const groups = rows(data.groups).filter((g) => object.pipelines.some((p) => isRecord(g.key) && g.key.pipeline === p.name));
  const most = groups.reduce<Readonly<Record<string, unknown>> | undefined>((best, g) => (best === undefined || Number(g.count) > Number(best.count) ? g : best), undefined);
  return isRecord(most?.key) ? text(most.key.pipeline) : undefined;
}

/** Counts, sums and first cards of every stage, in one operation; `shown` says how many cards of which stage. */
export async function fetchBoard(workspace: Workspace, view: BoardView, shown: ReadonlyMap<string, number>, signal?: AbortSignal): Promise<readonly BoardColumn[]> {
  const { object, pipeline } = view;
  const stages = pipeline.stages;
  const parameters = ['$all: ' + object.name + 'Filter', ...stages.map((_, i) => `$s${i}: ${object.name}Filter`)];
  const lists = stages.map((stage, i) => `s${i}: ${cardsOf(workspace, view, `filter: $s${i}, first: ${shown.get(stage.value) ?? cardsPerStage}`)}`);
  const sums = sumsOf(workspace, object, pipeline);
  const groups = `groups: ${object.plural}Group(by: [{ field: ${pipeline.field} }${sums.keys}], filter: $all, first: 1000) { key { ${pipeline.field} ${sums.key} } count ${sums.sum} }`;
  const variables = Object.fromEntries(stages.map((s, i) => [`s${i}`, ofStage(view, s)]));
  const data = await graphql(`query Board(${parameters.join(', ')}) { ${groups} ${lists.join(' ')} }`, { all: whole(view), ...variables }, { signal });
  const found = rows(data.groups);
  return stages.map((stage, i) => {
    const mine = found.filter((g) => isRecord(g.key) && g.key[pipeline.field] === stage.value);
    return {
      stage,
      count: mine.reduce((count, g) => count + Number(g.count ?? 0), 0),
      sums: sumByCurrency(mine.flatMap((g) => sums.read(g))),
      ...readCards(workspace, object, data[`s${i}`]),
    };
  });
}

/** The cards of a stage that follow those that are shown. */
export async function fetchCards(workspace: Workspace, view: BoardView, stage: WorkspaceStage, after: string, signal?: AbortSignal): Promise<Pick<BoardColumn, 'cards' | 'after'>> {
  const data = await graphql(
    `query Cards($filter: ${view.object.name}Filter, $after: String) { list: ${cardsOf(workspace, view, `filter: $filter, first: ${cardsPerStage}, after: $after`)} }`,
    { filter: ofStage(view, stage), after }, { signal });
  return readCards(workspace, view.object, data.list);
}

/** An amount of a forecast: a category in a month. */
export interface ForecastCell {
  readonly category: string | undefined;
  /** First day of the month; undefined without a date. */
  readonly month: string | undefined;
  readonly count: number;
  readonly sums: readonly Money[];
}

/** Counts and sums by forecast category and, where there is a date, by month, from one on. */
export async function fetchForecast(workspace: Workspace, view: BoardView, category: string, by: { readonly field: string; readonly from: string | undefined } | undefined, signal?: AbortSignal): Promise<readonly ForecastCell[]> {
  const { object } = view;
  const sums = sumsOf(workspace, object, view.pipeline);
  const date = by?.field;
  // What has no date may come at any time.
  const span: readonly ApiFilter[] = by?.from === undefined ? [] : [{ or: [{ [by.field]: { gte: by.from } }, { [by.field]: { isNull: true } }] }];
  const byMonth = date === undefined ? '' : `, { field: ${date}, unit: MONTH }`;
  const data = await graphql(
    `query Forecast($all: ${object.name}Filter) { groups: ${object.plural}Group(by: [{ field: ${category} }${byMonth}${sums.keys}], filter: $all, first: 1000) `
    + `{ key { ${category} ${date ?? ''} ${sums.key} } count ${sums.sum} } }`,
    { all: { and: [whole(view), ...span] } }, { signal });
  return rows(data.groups).map((group) => {
    const key = isRecord(group.key) ? group.key : {};
    return { category: text(key[category]), month: date === undefined ? undefined : text(key[date])?.slice(0, 7), count: Number(group.count ?? 0), sums: sums.read(group) };
  });
}

/** How amounts are added up: those of money for each currency by itself. */
function sumsOf(workspace: Workspace, object: WorkspaceObject, pipeline: WorkspacePipeline) {
  const amount = pipeline.amountField;
  const field = amount === undefined ? undefined : workspace.field(object.name, amount);
  const byCurrency = field?.type === 'currency' && workspace.field(object.name, 'currency') !== undefined;
  const read = (group: Readonly<Record<string, unknown>>): readonly Money[] => {
    const sum = amount !== undefined && isRecord(group.sum) ? group.sum[amount] : undefined;
    if (sum == null) return [];
    const currency = field?.type !== 'currency' ? '' : (byCurrency && isRecord(group.key) ? text(group.key.currency) : undefined) ?? workspace.description.tenant.currency;
    return [{ currency, amount: String(sum) }];
  };
  return { keys: byCurrency ? ', { field: currency }' : '', key: byCurrency ? 'currency' : '', sum: amount === undefined ? '' : `sum { ${amount} }`, read };
}

function whole({ pipeline, where }: BoardView): ApiFilter {
  return { and: [{ pipeline: { eq: pipeline.name } }, ...(where === undefined ? [] : [where])] };
}

function ofStage(view: BoardView, stage: WorkspaceStage): ApiFilter {
  return { and: [whole(view), { [view.pipeline.field]: { eq: stage.value } }] };
}

function cardsOf(workspace: Workspace, { object, columns }: BoardView, args: string): string {
  return `${object.plural}(${args}, orderBy: [{ id: DESC }]) { nodes { ${selectColumns(workspace, object, workspace.resolveAll(object, columns))} } pageInfo { hasNextPage endCursor } }`;
}

function readCards(workspace: Workspace, object: WorkspaceObject, list: unknown): Pick<BoardColumn, 'cards' | 'after'> {
  const page = isRecord(list) && isRecord(list.pageInfo) ? list.pageInfo : {};
  return { cards: readNodes(list).map((node) => readNode(workspace, object, node)), after: page.hasNextPage === true ? text(page.endCursor) : undefined };
}

function rows(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
