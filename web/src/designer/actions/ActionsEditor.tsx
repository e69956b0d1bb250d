import AddOutlined from '@mui/icons-material/AddOutlined';
import ArrowUpwardOutlined from '@mui/icons-material/ArrowUpwardOutlined';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import { Box, Button, IconButton, Typography } from '@mui/material';
import { useMemo } from 'react';
import { useTranslate } from 'react-admin';
import type { ExpressionPlace, ExpressionPurpose } from '../../api/expressions';
import type { Finding } from '../../api/metadata';
import { moved } from '../../views/Sortable';
import { ApproverList } from '../approvals/ApproverList';
import type { Body } from '../documents';
import { ExpressionInput } from '../expressions/ExpressionInput';
import { FindingList } from '../FindingList';
import { ChoiceSetting } from '../Pickers';
import { bodiesOf, withSettings } from '../pointers';
import { Texts } from '../Texts';
import { findingsAt } from '../useFindings';
import { begunAction, deeds, told } from './actions';
import { NamedChoice } from './NamedChoice';
import { TaskForm } from './TaskForm';

const most = 20;

interface Props {
  readonly object: string;
  readonly title: string;
  /** What expressions of the actions may read. */
  readonly purpose: ExpressionPurpose;
  readonly value: unknown;
  /** Where they stand in the document. */
  readonly pointer: string;
  readonly findings: readonly Finding[];
  readonly onChange: (actions: readonly Body[]) => void;
}

/** What a process does at a turn, one after the other. */
export function ActionsEditor({ object, title, purpose, value, pointer, findings, onChange }: Props) {
  const translate = useTranslate();
  const actions = bodiesOf(value);
  return (
    <Box role="group" aria-label={title} sx={{ display: 'grid', gap: 1.5, minWidth: 0 }}>
      <Typography variant="body2" sx={{ fontWeight: 600 }}>{title}</Typography>
      {actions.map((action, index) => (
        <Box key={index} sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr) auto', alignItems: 'start', pl: 1.5, borderLeft: 2, borderColor: 'divider' }}>
          <Action
            object={object} purpose={purpose} action={action} pointer={`${pointer}/${index}`} findings={findings}
            onChange={(next) => onChange(actions.map((old, i) => (i === index ? next : old)))}
          />
          <Box sx={{ whiteSpace: 'nowrap' }}>
            {index > 0 && <IconButton size="small" aria-label={translate('processAction.earlier', { n: index + 1 })} onClick={() => onChange(moved(actions, index, index - 1))}><ArrowUpwardOutlined fontSize="small" /></IconButton>}
            <IconButton size="small" aria-label={translate('processAction.remove', { n: index + 1 })} onClick={() => onChange(actions.filter((_, i) => i !== index))}><CloseOutlined fontSize="small" /></IconButton>
          </Box>
        </Box>
      ))}
      <FindingList findings={findingsAt(findings, pointer, false)} />
      <Button startIcon={<AddOutlined />} sx={{ justifySelf: 'start' }} disabled={actions.length >= most} onClick={() => onChange([...actions, begunAction('createTask')])}>{translate('processAction.add')}</Button>
    </Box>
  );
}

function Action({ object, purpose, action, pointer, findings, onChange }: {
  readonly object: string;
  readonly purpose: ExpressionPurpose;
  readonly action: Body;
  readonly pointer: string;
  readonly findings: readonly Finding[];
  readonly onChange: (action: Body) => void;
}) {
  const translate = useTranslate();
  const deed = String(action.do);
  const place = useMemo((): ExpressionPlace => ({ object, purpose, fieldType: 'checkbox' }), [object, purpose]);
  const put = (changes: Body) => onChange(withSettings(action, changes));
  const choice = (kind: string, key: string, suits?: (body: Body) => boolean) => (
    <NamedChoice kind={kind} object={object} label={translate(`processAction.${key}`)} value={action[key]} suits={suits} onChange={(name) => put({ [key]: name })} />
  );
  return (
    <Box sx={{ display: 'grid', gap: 1.75, minWidth: 0 }}>
      <ChoiceSetting label={translate('processAction.do')} value={deed} options={deeds.map((d) => [d, translate(`processAction.deeds.${d}`)])} onChange={(next) => onChange({ ...begunAction(next), ...(action.when === undefined ? {} : { when: action.when }) })} />
      {deed === 'createTask' && <TaskForm object={object} value={action.task} pointer={`${pointer}/task`} findings={findings} onChange={(task) => put({ task })} />}
      {deed === 'notify' && (
        <>
          <Texts required value={action.text} label="processAction.text" labelZh="processAction.textZh" onChange={(text) => put({ text: text ?? '' })} />
          <Typography variant="caption" color="text.secondary">{translate('processAction.textHelp')}</Typography>
          <ApproverList object={object} kinds={told} title={translate('processAction.to')} value={action.to} pointer={`${pointer}/to`} findings={findings} onChange={(to) => put({ to })} />
        </>
      )}
      {deed === 'startApproval' && choice('approvalFlow', 'flow')}
      {deed === 'callHook' && choice('hook', 'hook', (hook) => Array.isArray(hook.on) && hook.on.some((event) => event === 'process' || event === 'afterCommitProcess'))}
      {deed === 'sendWebhook' && choice('webhook', 'webhook', (webhook) => Array.isArray(webhook.events) && webhook.events.includes('process'))}
      <ExpressionInput
        label={translate('processAction.when')} lines={1} placeholder="record.amount > 0.0" place={place} value={typeof action.when === 'string' ? action.when : ''} onChange={(when) => put({ when })}
      />
      <FindingList findings={findingsAt(findings, pointer).filter((f) => !f.pointer.startsWith(`${pointer}/to`) && !f.pointer.startsWith(`${pointer}/task`) && !f.pointer.endsWith('/when'))} />
    </Box>
  );
}
