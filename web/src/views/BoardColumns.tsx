import { DragDropContext, Draggable, Droppable, type DropResult } from '@hello-pangea/dnd';
import MoreVertOutlined from '@mui/icons-material/MoreVertOutlined';
import { Box, Button, Card, CardActionArea, IconButton, Link, Menu, MenuItem, Paper, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { Link as RouterLink } from 'react-router';
import { ApiError } from '../api/problems';
import type { WorkspaceField, WorkspaceObject, WorkspacePipeline, WorkspaceStage } from '../api/workspace.generated';
import { FieldValue } from '../fields/FieldValue';
import { me, meLabel } from '../model/filters';
import { stageOf, type Need } from '../model/pipelines';
import { recordLabel, type AppRecord } from '../model/records';
import type { BoardColumn } from '../providers/pipelinesApi';
import { useRecords } from '../providers/workspaceContext';
import { AdvanceDialog, useAdvance } from './AdvanceDialog';
import { useNotifyError } from './messages';
import { listPath, showPath } from './paths';
import { Sums } from './Sums';
import { useDragWords } from './dragWords';

interface Refused {
  readonly record: AppRecord;
  readonly stage: WorkspaceStage;
  readonly missing: readonly Need[];
}

interface Props {
  readonly object: WorkspaceObject;
  readonly pipeline: WorkspacePipeline;
  readonly columns: readonly BoardColumn[];
  readonly fields: readonly WorkspaceField[];
  readonly mine: boolean;
  readonly onMore: (stage: WorkspaceStage, after: string) => Promise<void>;
}

/** The stages side by side. A card that may not enter a stage yet says what is missing, and takes it there once that is filled in. */
export function BoardColumns({ object, pipeline, columns, fields, mine, onMore }: Props) {
  const translate = useTranslate();
  const records = useRecords();
  const notifyError = useNotifyError();
  const words = useDragWords((id) => stageOf(pipeline, id)?.label ?? id);
  const move = useAdvance(object);
  const [moved, setMoved] = useState<{ readonly id: string; readonly to: string }>();
  const [dragged, setDragged] = useState<string>();
  const [refused, setRefused] = useState<Refused>();
  const go = async (record: AppRecord, stage: WorkspaceStage) => {
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
  const drop = ({ draggableId, source, destination }: DropResult) => {
    setDragged(undefined);
    if (destination == null || destination.droppableId === source.droppableId) return;
    const record = columns.flatMap((c) => c.cards).find((r) => r.id === draggableId);
    const stage = stageOf(pipeline, destination.droppableId);
    if (record !== undefined && stage !== undefined) void go(record, stage);
  };
  const from = dragged === undefined ? undefined : stageOf(pipeline, dragged);
  return (
    <>
      <DragDropContext {...words} onDragStart={(start, responders) => { setDragged(start.source.droppableId); words.onDragStart(start, responders); }} onDragEnd={drop}>
        <Box sx={{ display: 'flex', gap: 1.5, overflowX: 'auto', pb: 1, alignItems: 'flex-start' }} tabIndex={0} role="region" aria-label={translate('pipeline.boardOf', { name: pipeline.label })}>
          {placed(columns, moved).map((column) => (
            <Column
              key={column.stage.value} object={object} pipeline={pipeline} column={column} fields={fields} mine={mine} onMore={onMore} onMove={(record, stage) => void go(record, stage)}
              closed={from !== undefined && from.value !== column.stage.value && !from.next.includes(column.stage.value)}
            />
          ))}
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

interface ColumnProps extends Omit<Props, 'columns'> {
  readonly column: BoardColumn;
  /** No way leads here from the stage of the card that is being dragged. */
  readonly closed: boolean;
  readonly onMove: (record: AppRecord, stage: WorkspaceStage) => void;
}

function Column({ object, pipeline, column, fields, mine, closed, onMore, onMove }: ColumnProps) {
  const translate = useTranslate();
  const notifyError = useNotifyError();
  const [loading, setLoading] = useState(false);
  const { stage, count, sums, cards, after } = column;
  const more = () => {
    if (after === undefined) return;
    setLoading(true);
    onMore(stage, after).catch(notifyError).finally(() => setLoading(false));
  };
  const listed = listPath(object.name, {
    where: {
      match: 'all',
      items: [
        { path: 'pipeline', op: 'eq', value: pipeline.name }, { path: pipeline.field, op: 'in', value: [stage.value] },
        ...(mine ? [{ path: 'owner', op: 'in' as const, value: [{ id: me, _label: meLabel, _object: 'User' }] }] : []),
      ],
    },
  });
  return (
    <Paper variant="outlined" component="section" aria-label={stage.label} sx={{ flex: '1 0 min(260px, 82vw)', maxWidth: 320, bgcolor: 'background.default', opacity: closed ? 0.55 : 1 }}>
      <Box sx={{ px: 1.5, py: 1, borderTop: 3, borderColor: stage.color ?? 'divider' }}>
        <Typography variant="subtitle2" component="h2">
          <Link component={RouterLink} to={listed} color="inherit" underline="hover" title={translate('pipeline.openList')}>{stage.label}</Link>
          {' '}<Box component="span" sx={{ color: 'text.secondary' }}>({count})</Box>
        </Typography>
        <Typography variant="caption" color="text.secondary" component="div">{closed ? translate('pipeline.noWayHere') : <Sums sums={sums} />}</Typography>
      </Box>
      <Droppable droppableId={stage.value} isDropDisabled={stage.retired === true}>
        {(area, { isDraggingOver }) => (
          <Box ref={area.innerRef} {...area.droppableProps} sx={{ p: 1, minHeight: 120, maxHeight: '68vh', overflowY: 'auto', bgcolor: isDraggingOver ? 'action.hover' : undefined }}>
            {cards.map((record, index) => <BoardCard key={record.id} object={object} pipeline={pipeline} record={record} stage={stage} index={index} fields={fields} onMove={onMove} />)}
            {area.placeholder}
            {after !== undefined && <Button size="small" fullWidth loading={loading} onClick={more}>{translate('pipeline.more', { smart_count: count - cards.length })}</Button>}
          </Box>
        )}
      </Droppable>
    </Paper>
  );
}

interface CardProps {
  readonly object: WorkspaceObject;
  readonly pipeline: WorkspacePipeline;
  readonly record: AppRecord;
  readonly stage: WorkspaceStage;
  readonly index: number;
  readonly fields: readonly WorkspaceField[];
  readonly onMove: (record: AppRecord, stage: WorkspaceStage) => void;
}

function BoardCard({ object, pipeline, record, stage, index, fields, onMove }: CardProps) {
  const translate = useTranslate();
  const [menu, setMenu] = useState<HTMLElement>();
  const label = recordLabel(object, record);
  const next = pipeline.stages.filter((s) => stage.next.includes(s.value));
  return (
    <Draggable draggableId={record.id} index={index}>
      {(card) => (
        <Card ref={card.innerRef} {...card.draggableProps} {...card.dragHandleProps} role="group" aria-label={label} variant="outlined" sx={{ mb: 1, position: 'relative' }}>
          <CardActionArea component={RouterLink} to={showPath(object.name, record.id)} tabIndex={-1} sx={{ p: 1.25, pr: 4.5 }}>
            <Typography variant="body2" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{label}</Typography>
            {fields.map((field) => (
              <Box key={field.name} sx={{ fontSize: 13, color: 'text.secondary' }}>
                <FieldValue field={field} value={record[field.name]} record={record} place="cell" inert />
              </Box>
            ))}
          </CardActionArea>
          {next.length > 0 && (
            <IconButton
              size="small" aria-haspopup="menu" aria-label={translate('pipeline.moveCard', { name: label })} onClick={(event) => setMenu(event.currentTarget)} sx={{ position: 'absolute', top: 4, right: 4 }}
            >
              <MoreVertOutlined fontSize="small" />
            </IconButton>
          )}
          <Menu open={menu !== undefined} anchorEl={menu} onClose={() => setMenu(undefined)}>
            {next.map((s) => <MenuItem key={s.value} dense onClick={() => { setMenu(undefined); onMove(record, s); }}>{translate('pipeline.moveTo', { stage: s.label })}</MenuItem>)}
          </Menu>
        </Card>
      )}
    </Draggable>
  );
}
