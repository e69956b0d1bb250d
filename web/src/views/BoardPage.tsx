import FilterAltOutlined from '@mui/icons-material/FilterAltOutlined';
import InsightsOutlined from '@mui/icons-material/InsightsOutlined';
import ViewKanbanOutlined from '@mui/icons-material/ViewKanbanOutlined';
import { Alert, Box, Button, LinearProgress, MenuItem, TextField, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { useStore, useTranslate } from 'react-admin';
import { Link as RouterLink, useSearchParams } from 'react-router';
import type { WorkspaceField, WorkspaceObject, WorkspacePipeline, WorkspaceStage } from '../api/workspace.generated';
import { pipelineOf } from '../model/pipelines';
import { fetchBoard, fetchCards, mostUsedPipeline, type BoardColumn, type BoardView } from '../providers/pipelinesApi';
import { useWorkspace } from '../providers/workspaceContext';
import { BoardColumns } from './BoardColumns';
import { EmptyState } from './EmptyState';
import { Forecast } from './Forecast';
import { Funnel } from './Funnel';
import { useErrorReport } from './messages';
import { listPath } from './paths';

/** The records of a pipeline by stage, as cards that are dragged from one to the next. */
export function BoardPage({ object }: { readonly object: WorkspaceObject }) {
  const translate = useTranslate();
  const [search] = useSearchParams();
  const [last, setLast] = useStore<string>(`board.${object.name}`, '');
  const named = pipelineOf(object, search.get('pipeline') ?? undefined) ?? pipelineOf(object, last);
  const single = object.pipelines.length === 1 ? object.pipelines[0] : undefined;
  // Whoever has chosen none yet sees the one that most records go through.
  const { data: most, isPending } = useQuery({
    queryKey: [object.name, 'mostUsedPipeline'], queryFn: async ({ signal }) => (await mostUsedPipeline(object, signal)) ?? '', enabled: named === undefined && single === undefined && object.pipelines.length > 0,
    staleTime: Infinity,
  });
  const pipeline = named ?? single ?? (isPending ? undefined : pipelineOf(object, most) ?? object.pipelines[0]);
  useEffect(() => { document.title = `${translate('pipeline.board')} · ${object.pluralLabel}`; }, [translate, object.pluralLabel]);
  if (object.pipelines.length === 0) {
    return <EmptyState title={translate('pipeline.none')} action={<Button component={RouterLink} to={listPath(object.name)}>{translate('record.backToList')}</Button>} />;
  }
  return pipeline === undefined ? <LinearProgress sx={{ height: 2 }} /> : <Board key={pipeline.name} object={object} pipeline={pipeline} onChoose={setLast} />;
}

const forms = ['board', 'funnel', 'forecast'] as const;
type Form = typeof forms[number];

function Board({ object, pipeline, onChoose }: { readonly object: WorkspaceObject; readonly pipeline: WorkspacePipeline; readonly onChoose: (pipeline: string) => void }) {
  const workspace = useWorkspace();
  const report = useErrorReport();
  const translate = useTranslate();
  const client = useQueryClient();
  const [search] = useSearchParams();
  const mine = search.get('mine') === '1';
  const form = forms.find((f) => f === search.get('as')) ?? 'board';
  const fields = useMemo(() => cardFields(object, pipeline), [object, pipeline]);
  const me = workspace.description.user.id;
  const view = useMemo((): BoardView => ({
    object, pipeline, columns: fields.map((f) => f.name), ...(mine ? { where: { owner: { id: { eq: me } } } } : {}),
  }), [object, pipeline, fields, mine, me]);
  const key = [object.name, 'board', pipeline.name, mine, workspace.description.revision];
  // How many cards of each stage are there, so that reading the board anew takes none away.
  const shown = useRef<ReadonlyMap<string, number>>(new Map());
  const { data: columns, error, isPending, isFetching, refetch } = useQuery({
    queryKey: key, queryFn: ({ signal }) => fetchBoard(workspace, view, shown.current, signal), placeholderData: keepPreviousData,
  });
  const more = async (stage: WorkspaceStage, after: string) => {
    const next = await fetchCards(workspace, view, stage, after);
    client.setQueryData<readonly BoardColumn[]>(key, (before) => before?.map((column) => {
      if (column.stage.value !== stage.value || column.after !== after) return column;
      const cards = [...column.cards, ...next.cards];
      shown.current = new Map(shown.current).set(stage.value, cards.length);
      return { ...column, ...next, cards };
    }));
  };
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1.5 }}>
      <Heading object={object} pipeline={pipeline} mine={mine} form={form} onChoose={onChoose} />
      {error !== null && <Alert severity="error" action={<Button color="inherit" onClick={() => void refetch()}>{translate('app.retry')}</Button>}>{report(error)}</Alert>}
      <LinearProgress sx={{ height: 2, visibility: isPending || isFetching ? 'visible' : 'hidden' }} />
      {form === 'forecast' && <Forecast view={view} />}
      {columns !== undefined && form === 'funnel' && <Funnel pipeline={pipeline} columns={columns} />}
      {columns !== undefined && form === 'board' && <BoardColumns object={object} pipeline={pipeline} columns={columns} fields={fields} mine={mine} onMore={more} />}
    </Box>
  );
}

/** What a card shows below the name: the amount, and the first key fields of the first stage. */
function cardFields(object: WorkspaceObject, pipeline: WorkspacePipeline): readonly WorkspaceField[] {
  const names = [pipeline.amountField, ...(pipeline.stages[0]?.keyFields ?? []), 'owner'].filter((n) => n !== undefined && n !== object.nameField);
  return [...new Set(names)].slice(0, 4).map((name) => object.fields.find((f) => f.name === name)).filter((f) => f !== undefined);
}

const icons = { board: ViewKanbanOutlined, funnel: FilterAltOutlined, forecast: InsightsOutlined } as const;

function Heading({ object, pipeline, mine, form, onChoose }: {
  readonly object: WorkspaceObject; readonly pipeline: WorkspacePipeline; readonly mine: boolean; readonly form: Form; readonly onChoose: (pipeline: string) => void;
}) {
  const translate = useTranslate();
  const [, setSearch] = useSearchParams();
  const put = (key: string, value: string | undefined) => setSearch((now) => {
    const changed = new URLSearchParams(now);
    if (value === undefined) changed.delete(key);
    else changed.set(key, value);
    return changed;
  }, { replace: true });
  const offered = forms.filter((f) => f !== 'forecast' || pipeline.forecastField !== undefined);
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
      <Typography variant="h5" component="h1" sx={{ flex: '1 1 auto' }}>{object.pluralLabel}</Typography>
      {object.pipelines.length > 1 && (
        <TextField
          select size="small" label={translate('pipeline.pipeline')} value={pipeline.name} sx={{ minWidth: 180 }}
          onChange={(event) => { onChoose(event.target.value); put('pipeline', event.target.value); }}
        >
          {object.pipelines.map((p) => <MenuItem key={p.name} value={p.name}>{p.label}</MenuItem>)}
        </TextField>
      )}
      {object.ownership === 'user' && <Button aria-pressed={mine} variant={mine ? 'contained' : 'outlined'} onClick={() => put('mine', mine ? undefined : '1')}>{translate('pipeline.mine')}</Button>}
      <ToggleButtonGroup exclusive size="small" value={form} aria-label={translate('pipeline.shownAs')} onChange={(_, next: Form | null) => { if (next !== null) put('as', next === 'board' ? undefined : next); }}>
        {offered.map((f) => {
          const Icon = icons[f];
          return <ToggleButton key={f} value={f}><Icon fontSize="small" sx={{ mr: 0.5 }} />{translate(`pipeline.${f}`)}</ToggleButton>;
        })}
      </ToggleButtonGroup>
      <Button component={RouterLink} to={listPath(object.name)}>{translate('pipeline.list')}</Button>
    </Box>
  );
}
