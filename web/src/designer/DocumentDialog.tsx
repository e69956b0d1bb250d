import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, MenuItem, TextField } from '@mui/material';
import { useState } from 'react';
import { useLocale, useTranslate } from 'react-admin';
import { useWorkspace } from '../providers/workspaceContext';
import { isName, nameFrom, textFor, textIn, withText, type Body } from './documents';
import { emptyHandler } from './HookEditor';
import { Texts } from './Texts';
import { useStudio } from './StudioContext';

/** Kinds that are about one object. */
const ofObjects: ReadonlySet<string> = new Set(['layout', 'view', 'hook', 'approvalFlow', 'pipeline', 'webhook', 'inboundEndpoint']);

/** Names a new document; what is in it follows on its page. */
export function DocumentDialog({ kind, object: ofOne, start, onDone, onClose }: {
  readonly kind: string;
  /** Object that a layout or view is for, when that is settled. */
  readonly object?: string;
  /** What the document begins with, besides its name. */
  readonly start?: Body;
  readonly onDone: (body: Body) => void;
  readonly onClose: () => void;
}) {
  const translate = useTranslate();
  const locale = useLocale() ?? 'en';
  const workspace = useWorkspace();
  const { drafted } = useStudio();
  const given = ofOne ?? (typeof start?.object === 'string' ? start.object : undefined);
  const [label, setLabel] = useState<unknown>();
  const [typed, setTyped] = useState<string>();
  const [object, setObject] = useState(given ?? '');
  const ofObject = ofObjects.has(kind);
  const name = typed ?? nameFrom(textIn(label, 'en'), 'field');
  const taken = drafted.some((d) => (d.body ?? d.stored?.body)?.kind === kind && (d.body ?? d.stored?.body)?.name === name);
  const fault = name === '' ? undefined : !isName(name, 'field') ? translate('studio.namePattern', { start: 'a–z' }) : taken ? translate('studio.nameTaken') : undefined;
  const complete = textIn(label, 'en').trim() !== '' && name !== '' && fault === undefined && (!ofObject || object !== '');
  const objects = drafted.flatMap((d) => (d.body?.kind === 'object' ? [d.body] : []));
  const done = () => onDone({ kind, name, label: withText(label, 'en', textIn(label, 'en').trim()), ...(start ?? startOf(kind, name, object, workspace.get(object))) });
  return (
    <Dialog open fullWidth maxWidth="sm" onClose={onClose} aria-labelledby="document-dialog">
      <Box component="form" onSubmit={(event) => { event.preventDefault(); if (complete) done(); }}>
        <DialogTitle id="document-dialog">{translate('studio.newDocument', { kind: translate(`kind.${kind}`) })}</DialogTitle>
        <DialogContent dividers sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
          <Texts value={label} required onChange={setLabel} />
          <TextField required label={translate('studio.name')} value={name} error={fault !== undefined} helperText={fault} onChange={(event) => setTyped(event.target.value)} />
          {ofObject && given === undefined && (
            <TextField select required label={translate('studio.object')} value={object} onChange={(event) => setObject(event.target.value)}>
              {objects.map((o) => <MenuItem key={String(o.name)} value={String(o.name)}>{textFor(o.label, locale)}</MenuItem>)}
            </TextField>
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{translate('studio.cancel')}</Button>
          <Button type="submit" variant="contained" disabled={!complete}>{translate('studio.apply')}</Button>
        </DialogActions>
      </Box>
    </Dialog>
  );
}

type Live = ReturnType<ReturnType<typeof useWorkspace>['get']>;

/** What a new document begins with: a layout with what its object shows now, a view with its first columns. */
function startOf(kind: string, name: string, object: string, live: Live): Body {
  switch (kind) {
    case 'layout':
      return {
        object,
        ...(live === undefined || live.layout.highlights.length === 0 ? {} : { highlights: live.layout.highlights }),
        sections: (live?.layout.sections ?? []).map((s) => ({ label: s.label ?? { 'en': 'Information', 'zh-CN': '基本信息' }, columns: s.columns, fields: s.fields })),
        relatedLists: (live?.layout.relatedLists ?? []).map((l) => ({ relation: l.relation, columns: l.columns })),
      };
    case 'view': return { object, columns: live?.views[0]?.columns ?? ['id'] };
    case 'hook': return { object, on: ['beforeInsert', 'beforeUpdate'], source: `${name}.ts`, modules: [{ path: `${name}.ts`, source: emptyHandler }] };
    case 'approvalFlow': return { object, steps: [{ name: 'manager', label: { 'en': 'Manager', 'zh-CN': '直属上级' }, approvers: [{ by: 'manager' }], fallback: [{ by: 'role', role: 'administrator' }] }] };
    case 'pipeline': return pipelineOf(object, live);
    case 'businessCalendar': return { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, weekly: [{ days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'], shifts: [{ from: '09:00', to: '12:00' }, { from: '13:00', to: '18:00' }] }] };
    case 'mailTemplate': return mailOf();
    case 'webhook': return { object, events: ['create', 'update'], url: 'https://', secret: name };
    case 'inboundEndpoint': return endpointOf(name, object, live);
    case 'role': return { objects: [] };
    case 'navigation': return { groups: [] };
    case 'picklist': return { values: [] };
    default: return {};
  }
}

/** A mail about a task in words that say the same as the platform's own. */
function mailOf(): Body {
  return {
    for: 'taskAssigned',
    subject: { 'en': '{title}: {record}', 'zh-CN': '{title}：{record}' },
    text: { 'en': 'Hello {name},\n\n{title}\n{record}\n{link}\n\nNo more of these mails: {unsubscribe}', 'zh-CN': '{name}，您好：\n\n{title}\n{record}\n{link}\n\n不再接收此类邮件：{unsubscribe}' },
  };
}

/** An endpoint that fills the name of a record. */
function endpointOf(name: string, object: string, live: Live): Body {
  const path = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return { path, scheme: 'standard', secret: name, object, inputs: [{ name: 'name', at: '/name', required: true }], values: [{ field: live?.nameField ?? 'name', value: 'record.name' }] };
}

/** A pipeline over the stage field that the object's others have, or its first picklist; each choice a stage. */
function pipelineOf(object: string, live: Live): Body {
  const named = live?.pipelines[0]?.field;
  const field = live?.fields.find((f) => (named === undefined ? f.type === 'picklist' && f.name !== 'recordType' && (f.choices?.length ?? 0) > 1 : f.name === named));
  return { object, field: field?.name ?? '', stages: (field?.choices ?? []).filter((c) => c.retired !== true).map((c) => ({ value: c.value })) };
}
