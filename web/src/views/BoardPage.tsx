import { DragDropContext, Draggable, Droppable, type DropResult } from '@hello-pangea/dnd';
import { Alert, Box, Button, Card, CardActionArea, LinearProgress, MenuItem, Paper, TextField, Typography } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslate } from 'react-admin';
import { Link as RouterLink, useSearchParams } from 'react-router';
import { ApiError } from '../api/problems';
import type { WorkspaceField, WorkspaceObject, WorkspacePipeline, WorkspaceStage } from '../api/workspace.generated';
import { formatMoney } from '../model/formats';
import { pipelineOf, type Need } from '../model/pipelines';
import { recordLabel, type AppRecord } from '../model/records';
import { FieldValue } from '../fields/FieldValue';
import { fetchBoard, type BoardColumn } from '../providers/pipelinesApi';
import { useFormats, useRecords, useWorkspace } from '../providers/workspaceContext';
import { AdvanceDialog, useAdvance } from './AdvanceDialog';
import { EmptyState } from './EmptyState';
import { Funnel } from './Funnel';
import { useErrorReport, useNotifyError } from './messages';
import { listPath, showPath } from './paths';

/** The records of a pipeline by stage, as cards that are dragged from one to the next. */
export function BoardPage({ object }: { readonly object: WorkspaceObject }) {
  const translate = useTranslate();
  const [search] = useSearchParams();
  const pipeline = pipelineOf(object, search.get('pipeline') ?? undefined) ?? object.pipelines[0];
  useEffect(() => { document.title = `${translate('pipeline.board')} · ${object.pluralLabel}`; }, [translate, object.pluralLabel]);
  if (pipeline === undefined) {
    return <EmptyState title={translate('pipeline.none')} action={<Button component={RouterLink} to={listPath(object.name)}>{translate('record.backToList')}</Button>} />;
  }
  return <Board key={pipeline.name} object={object} pipeline={pipeline} />;
}

function Board({ object, pipeline }: { readonly object: WorkspaceObject; readonly pipeline: WorkspacePipeline }) {
  const workspace = useWorkspace();
  const report = useErrorReport();
  const translate = useTranslate();
  const [search] = useSearchParams();
  const mine = search.get('mine') === '1';
  const fields = cardFields(object, pipeline);
  const { data: columns, error, isPending, isFetching, refetch } = useQuery({
    queryKey: [object.name, 'board', pipeline.name, mine, workspace.description.revision],
    queryFn: ({ signal }) => fetchBoard(
      workspace, object, pipeline, fields.map((f) => f.name), mine ? { owner: { id: { eq: workspace.description.user.id } } } : undefined, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1.5 }}>
      <Heading object={object} pipeline={pipeline} mine={mine} />
      {error !== null && <Alert severity="error" action={<Button color="inherit" onClick={() => void refetch()}>{translate('app.retry')}</Button>}>{report(error)}</Alert>}
      <LinearProgress sx={{ height: 2, visibility: isPending || isFetching ? 'visible' : 'hidden' }} />
      {columns !== undefined && (search.get('as') === 'funnel'
        ? <Funnel pipeline={pipeline} columns={columns} />
        : <Columns object={object} columns={columns} fields={fields} />)}
    </Box>
  );
}

/** What a card shows below the name: the amount, and the first key fields of the first stage. */
function cardFields(object: WorkspaceObject, pipeline: WorkspacePipeline): readonly WorkspaceField[] {
  const names = [pipeline.amountField, ...(pipeline.stages[0]?.keyFields ?? []), 'owner'].filter((n) => n !== undefined && n !== object.nameField);
  return [...new Set(names)].slice(0, 4).map((name) => object.fields.find((f) => f.name === name)).filter((f) => f !== undefined);
}

function Heading({ object, pipeline, mine }: { readonly object: WorkspaceObject; readonly pipeline: WorkspacePipeline; readonly mine: boolean }) {
  const translate = useTranslate();
  const [search, setSearch] = useSearchParams();
  const put = (key: string, value: string | undefined) => setSearch((now) => {
    const changed = new URLSearchParams(now);
    if (value === undefined) changed.delete(key);
    else changed.set(key, value);
    return changed;
  }, { replace: true });
  const funnel = search.get('as') === 'funnel';
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
      <Typography variant="h5" component="h1" sx={{ flex: '1 1 auto' }}>{object.pluralLabel}</Typography>
      {object.pipelines.length > 1 && (
        <TextField select size="small" label={translate('pipeline.pipeline')} value={pipeline.name} onChange={(event) => put('pipeline', event.target.value)} sx={{ minWidth: 180 }}>
          {object.pipelines.map((p) => <MenuItem key={p.name} value={p.name}>{p.label}</MenuItem>)}
        </TextField>
      )}
      {object.ownership === 'user' && <Button aria-pressed={mine} variant={mine ? 'contained' : 'outlined'} onClick={() => put('mine', mine ? undefined : '1')}>{translate('pipeline.mine')}</Button>}
      <Button aria-pressed={funnel} variant={funnel ? 'contained' : 'outlined'} onClick={() => put('as', funnel ? undefined : 'funnel')}>{translate('pipeline.funnel')}</Button>
      <Button component={RouterLink} to={listPath(object.name)}>{translate('pipeline.list')}</Button>
    </Box>
  );
}

interface Refused {
  readonly record: AppRecord;
  readonly stage: WorkspaceStage;
  readonly missing: readonly Need[];
}

function Columns({ object, columns, fields }: { readonly object: WorkspaceObject; readonly columns: readonly BoardColumn[]; readonly fields: readonly WorkspaceField[] }) {
  const records = useRecords();
  const notifyError = useNotifyError();
  const move = useAdvance(object);
  const [moved, setMoved] = useState<{ readonly id: string; readonly to: string }>();
  const [refused, setRefused] = useState<Refused>();
  const drop = async ({ draggableId, source, destination }: DropResult) => {
    if (destination == null || destination.droppableId === source.droppableId) return;
    const record = columns.flatMap((c) => c.cards).find((r) => r.id === draggableId);
    const stage = columns.find((c) => c.stage.value === destination.droppableId)?.stage;
    if (record === undefined || stage === undefined) return;
    setMoved({ id: record.id, to: stage.value });
    try {
      await move.mutateAsync({ record, stage, input: {} });
    } catch (error) {
      if (!(error instanceof ApiError) || error.problems.length === 0) notifyError(error);
      else setRefused({ record: (await records.one(object.name, record.id)) ?? record, stage, missing: error.problems.map((p) => ({ code: p.code, field: p.field, message: p.message })) });
    } finally {
      setMoved(undefined);
    }
  };
  return (
    <>
      <DragDropContext onDragEnd={(result) => void drop(result)}>
        <Box sx={{ display: 'flex', gap: 1.5, overflowX: 'auto', pb: 1, alignItems: 'flex-start' }}>
          {placed(columns, moved).map((column) => <Column key={column.stage.value} object={object} column={column} fields={fields} />)}
        </Box>
      </DragDropContext>
      {refused !== undefined && (
        <AdvanceDialog object={object} record={refused.record} stage={refused.stage} missing={refused.missing} onClose={() => setRefused(undefined)} />
      )}
    </>
  );
}

/** The columns with the card that was dropped where it was dropped, while the server decides. */
function placed(columns: readonly BoardColumn[], moved: { readonly id: string; readonly to: string } | undefined): readonly BoardColumn[] {
  const card = moved && columns.flatMap((c) => c.cards).find((r) => r.id === moved.id);
  if (moved === undefined || card === undefined) return columns;
  return columns.map((c) => {
    const others = c.cards.filter((r) => r.id !== moved.id);
    return { ...c, cards: c.stage.value === moved.to ? [card, ...others] : others };
  });
}

function Column({ object, column, fields }: { readonly object: WorkspaceObject; readonly column: BoardColumn; readonly fields: readonly WorkspaceField[] }) {
  const translate = useTranslate();
  const { locale, currency } = useFormats();
  const { stage, count, sum, cards } = column;
  return (
    <Paper variant="outlined" component="section" aria-label={stage.label} sx={{ flex: '1 0 240px', maxWidth: 320, bgcolor: 'background.default' }}>
      <Box sx={{ px: 1.5, py: 1, borderTop: 3, borderColor: stage.color ?? 'divider' }}>
        <Typography variant="subtitle2" component="h2">{stage.label} <Box component="span" sx={{ color: 'text.secondary' }}>({count})</Box></Typography>
        {sum !== undefined && <Typography variant="caption" color="text.secondary" className="number">{formatMoney(sum, currency, locale)}</Typography>}
      </Box>
      <Droppable droppableId={stage.value} isDropDisabled={stage.retired === true}>
        {(area, { isDraggingOver }) => (
          <Box ref={area.innerRef} {...area.droppableProps} sx={{ p: 1, minHeight: 120, maxHeight: '68vh', overflowY: 'auto', bgcolor: isDraggingOver ? 'action.hover' : undefined }}>
            {cards.map((record, index) => <BoardCard key={record.id} object={object} record={record} index={index} fields={fields} />)}
            {area.placeholder}
            {count > cards.length && (
              <Button
                size="small" fullWidth component={RouterLink}
                to={listPath(object.name)}
              >
                {translate('pipeline.more', { smart_count: count - cards.length })}
              </Button>
            )}
          </Box>
        )}
      </Droppable>
    </Paper>
  );
}

function BoardCard({ object, record, index, fields }: { readonly object: WorkspaceObject; readonly record: AppRecord; readonly index: number; readonly fields: readonly WorkspaceField[] }) {
  return (
    <Draggable draggableId={record.id} index={index}>
      {(card) => (
        <Card ref={card.innerRef} {...card.draggableProps} {...card.dragHandleProps} variant="outlined" sx={{ mb: 1 }}>
          <CardActionArea component={RouterLink} to={showPath(object.name, record.id)} tabIndex={-1} sx={{ p: 1.25 }}>
            <Typography variant="body2" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{recordLabel(object, record)}</Typography>
            {fields.map((field) => (
              <Box key={field.name} sx={{ fontSize: 13, color: 'text.secondary' }}>
                <FieldValue field={field} value={record[field.name]} record={record} place="cell" inert />
              </Box>
            ))}
          </CardActionArea>
        </Card>
      )}
    </Draggable>
  );
}
