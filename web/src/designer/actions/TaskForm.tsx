import { Box, MenuItem, TextField, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { isRecord } from '../../api/problems';
import type { Finding } from '../../api/metadata';
import { ApproverRow } from '../approvals/ApproverList';
import type { Body } from '../documents';
import { FindingList } from '../FindingList';
import { ChoiceSetting, NumberSetting, useNamed } from '../Pickers';
import { withSettings } from '../pointers';
import { Texts } from '../Texts';
import { findingsAt } from '../useFindings';
import { assigned } from './actions';

const priorities = ['normal', 'high', 'low'] as const;
const minutes = 60;

/** A task that a process gives to somebody. */
export function TaskForm({ object, value, pointer, findings, onChange }: {
  readonly object: string;
  readonly value: unknown;
  readonly pointer: string;
  readonly findings: readonly Finding[];
  readonly onChange: (task: Body) => void;
}) {
  const translate = useTranslate();
  const calendars = useNamed('businessCalendar');
  const task: Body = isRecord(value) ? value : {};
  const assignee = isRecord(task.assignee) ? task.assignee : undefined;
  const put = (changes: Body) => onChange(withSettings(task, changes, { priority: 'normal' }));
  return (
    <Box sx={{ display: 'grid', gap: 1.75, minWidth: 0 }}>
      <Texts required value={task.subject} label="processAction.subject" labelZh="processAction.subjectZh" onChange={(subject) => onChange({ ...task, subject: subject ?? '' })} />
      <Typography variant="caption" color="text.secondary">{translate('processAction.subjectHelp')}</Typography>
      <Texts lines={2} value={task.description} label="processAction.description" labelZh="processAction.descriptionZh" onChange={(description) => put({ description })} />
      <TextField
        select label={translate('processAction.assignee')} value={assignee === undefined ? '' : 'given'} slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
        onChange={(event) => put({ assignee: event.target.value === '' ? undefined : { by: 'field', value: 'record.owner' } })}
      >
        <MenuItem value="" dense>{translate('processAction.whoActs')}</MenuItem>
        <MenuItem value="given" dense>{translate('processAction.somebody')}</MenuItem>
      </TextField>
      {assignee !== undefined && <ApproverRow object={object} kinds={assigned} approver={assignee} onChange={(next) => put({ assignee: next })} />}
      <Box sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' }}>
        <NumberSetting
          label={translate('processAction.dueAfter')} min={1} value={typeof task.dueAfter === 'number' ? task.dueAfter / minutes : undefined} step={0.25}
          onChange={(hours) => put({ dueAfter: hours === undefined ? undefined : Math.max(1, Math.round(hours * minutes)), ...(hours === undefined ? { calendar: undefined } : {}) })}
        />
        <ChoiceSetting label={translate('processAction.priority')} value={String(task.priority ?? 'normal')} options={priorities.map((p) => [p, translate(`processAction.priorities.${p}`)])} onChange={(priority) => put({ priority })} />
      </Box>
      {task.dueAfter !== undefined && (
        <ChoiceSetting
          label={translate('flow.calendar')} value={String(task.calendar ?? '')} options={[['', translate('flow.defaultCalendar')], ...calendars.map((c) => [c.name, c.label] as const)]} onChange={(calendar) => put({ calendar })}
        />
      )}
      <FindingList findings={findingsAt(findings, pointer)} />
    </Box>
  );
}
