import AddOutlined from '@mui/icons-material/AddOutlined';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import { Box, Button, IconButton, Typography } from '@mui/material';
import { useMemo } from 'react';
import { useTranslate } from 'react-admin';
import type { ExpressionPlace } from '../../api/expressions';
import type { Finding } from '../../api/metadata';
import { ActionsEditor } from '../actions/ActionsEditor';
import type { Body } from '../documents';
import { ExpressionInput } from '../expressions/ExpressionInput';
import { FindingList } from '../FindingList';
import { ChoiceSetting, NumberSetting } from '../Pickers';
import { bodiesOf, withSettings } from '../pointers';
import { UpdatesEditor } from '../UpdatesEditor';
import { findingsAt } from '../useFindings';

const most = 5;

/** Where records go by themselves that have been in a stage for so many days. */
export function TimedTransitions({ object, stages, value, pointer, findings, onChange }: {
  readonly object: string;
  /** The other stages with what people call them. */
  readonly stages: readonly (readonly [value: string, label: string])[];
  readonly value: unknown;
  readonly pointer: string;
  readonly findings: readonly Finding[];
  readonly onChange: (timed: readonly Body[]) => void;
}) {
  const translate = useTranslate();
  const timed = bodiesOf(value);
  return (
    <Box role="group" aria-label={translate('stage.timed')} sx={{ display: 'grid', gap: 1.5, minWidth: 0 }}>
      <Box>
        <Typography variant="body2" sx={{ fontWeight: 600 }}>{translate('stage.timed')}</Typography>
        <Typography variant="caption" color="text.secondary">{translate('stage.timedHelp')}</Typography>
      </Box>
      {timed.map((transition, index) => (
        <Box key={index} sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr) auto', alignItems: 'start', pl: 1.5, borderLeft: 2, borderColor: 'divider' }}>
          <Transition
            object={object} stages={stages} transition={transition} pointer={`${pointer}/${index}`} findings={findings}
            onChange={(next) => onChange(timed.map((old, i) => (i === index ? next : old)))}
          />
          <IconButton size="small" aria-label={translate('stage.removeTimed', { n: index + 1 })} onClick={() => onChange(timed.filter((_, i) => i !== index))}><CloseOutlined fontSize="small" /></IconButton>
        </Box>
      ))}
      <FindingList findings={findingsAt(findings, pointer, false)} />
      <Button startIcon={<AddOutlined />} sx={{ justifySelf: 'start' }} disabled={timed.length >= most || stages.length === 0} onClick={() => onChange([...timed, { afterDays: 30, to: stages.at(-1)?.[0] ?? '' }])}>{translate('stage.addTimed')}</Button>
    </Box>
  );
}

function Transition({ object, stages, transition, pointer, findings, onChange }: {
  readonly object: string;
  readonly stages: readonly (readonly [value: string, label: string])[];
  readonly transition: Body;
  readonly pointer: string;
  readonly findings: readonly Finding[];
  readonly onChange: (transition: Body) => void;
}) {
  const translate = useTranslate();
  const place = useMemo((): ExpressionPlace => ({ object, purpose: 'WRITE' }), [object]);
  const put = (changes: Body) => onChange(withSettings(transition, changes));
  return (
    <Box sx={{ display: 'grid', gap: 1.75, minWidth: 0 }}>
      <Box sx={{ display: 'grid', gap: 1, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' } }}>
        <NumberSetting label={translate('stage.afterDays')} min={1} max={3650} value={transition.afterDays} onChange={(afterDays) => onChange({ ...transition, afterDays: afterDays ?? 1 })} />
        <ChoiceSetting label={translate('stage.goTo')} value={String(transition.to ?? '')} options={stages} onChange={(to) => put({ to })} />
      </Box>
      <ExpressionInput
        label={translate('stage.timedWhen')} lines={1} placeholder="record.amount < 1000.0" place={place} value={typeof transition.when === 'string' ? transition.when : ''} onChange={(when) => put({ when })}
      />
      <FindingList findings={['afterDays', 'to'].flatMap((key) => findingsAt(findings, `${pointer}/${key}`))} />
      <UpdatesEditor object={object} title={translate('stage.timedSet')} purpose="UPDATE" value={transition.set} pointer={`${pointer}/set`} findings={findings} onChange={(set) => put({ set })} />
      <ActionsEditor object={object} title={translate('stage.timedActions')} purpose="UPDATE" value={transition.actions} pointer={`${pointer}/actions`} findings={findings} onChange={(actions) => put({ actions })} />
    </Box>
  );
}
