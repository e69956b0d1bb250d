import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, FormControlLabel, MenuItem, Radio, RadioGroup, TextField } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { graphql } from '../../api/graphql';
import { isRecord } from '../../api/problems';
import { useWorkspace } from '../../providers/workspaceContext';
import type { Body } from '../documents';
import { stagesOf } from './stages';

type Way = 'retire' | 'move' | 'drop';

/** How many records are in a stage as it is applied; undefined while that is not known. */
function useRecordsIn(pipeline: Body, stage: unknown): number | undefined {
  const object = useWorkspace().get(String(pipeline.object));
  const { data } = useQuery({
    queryKey: [object?.name, 'inStage', pipeline.name, stage],
    queryFn: async ({ signal }) => {
      const found = await graphql(
        `query InStage($filter: ${object?.name ?? ''}Filter) { list: ${object?.plural ?? ''}(filter: $filter, first: 1) { totalCount } }`,
        { filter: { pipeline: { eq: pipeline.name }, [String(pipeline.field)]: { eq: stage } } }, { signal });
      return isRecord(found.list) ? Number(found.list.totalCount) : 0;
    },
    enabled: object !== undefined && object.pipelines.some((p) => p.name === pipeline.name), retry: false,
  });
  return data;
}

/** Asks what becomes of the records of a stage that goes: they stay in it, or they go to another one. */
export function RemoveStageDialog({ pipeline, index, labelOf, onRetire, onRemove, onClose }: {
  readonly pipeline: Body;
  readonly index: number;
  readonly labelOf: (value: unknown) => string;
  readonly onRetire: () => void;
  readonly onRemove: (to: string | undefined) => void;
  readonly onClose: () => void;
}) {
  const translate = useTranslate();
  const stages = stagesOf(pipeline);
  const stage = stages[index];
  const count = useRecordsIn(pipeline, stage?.value);
  const [chosen, setChosen] = useState<Way>();
  const way = chosen ?? (count === 0 ? 'drop' : 'retire');
  const others = stages.filter((s, i) => i !== index && s.retired !== true);
  const [to, setTo] = useState(String(others[Math.min(index, others.length - 1)]?.value ?? ''));
  const done = () => {
    if (way === 'retire') onRetire();
    else onRemove(way === 'move' ? to : undefined);
  };
  return (
    <Dialog open fullWidth maxWidth="sm" onClose={onClose} aria-labelledby="remove-stage">
      <DialogTitle id="remove-stage">{translate('stage.removeTitle', { name: labelOf(stage?.value) })}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 1.5 }}>
        {count !== undefined && <Alert severity={count === 0 ? 'info' : 'warning'}>{count === 0 ? translate('stage.holdsNone') : translate('stage.holds', { smart_count: count })}</Alert>}
        <RadioGroup value={way} onChange={(_, next) => setChosen(next === 'move' || next === 'drop' ? next : 'retire')} aria-label={translate('stage.records')}>
          {(['retire', 'move', 'drop'] as const).map((w) => <FormControlLabel key={w} value={w} control={<Radio />} label={translate(`stage.ways.${w}`)} disabled={w === 'drop' && count !== undefined && count > 0} />)}
        </RadioGroup>
        {way === 'move' && (
          <TextField select label={translate('stage.moveTo')} value={to} onChange={(event) => setTo(event.target.value)}>
            {others.map((s) => <MenuItem key={String(s.value)} value={String(s.value)}>{labelOf(s.value)}</MenuItem>)}
          </TextField>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('studio.cancel')}</Button>
        <Button variant="contained" color={way === 'retire' ? 'primary' : 'error'} onClick={done}>{translate(way === 'retire' ? 'stage.retire' : 'stage.remove')}</Button>
      </DialogActions>
    </Dialog>
  );
}
