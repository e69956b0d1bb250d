import { Box, Checkbox, FormControlLabel, FormGroup, FormLabel, Paper, TextField } from '@mui/material';
import { useMemo } from 'react';
import { useTranslate } from 'react-admin';
import type { Body } from '../documents';
import { ExpressionInput } from '../expressions/ExpressionInput';
import { FindingList } from '../FindingList';
import { ChoiceSetting, FieldsPicker, NamesPicker, NumberSetting, useNamed } from '../Pickers';
import { Texts } from '../Texts';
import { findingsAt, useFindings } from '../useFindings';
import { ListEditor, textOrNone } from './ListEditor';
import { SecretPicker } from './SecretPicker';

const events = ['create', 'update', 'delete', 'restore', 'process'] as const;

/** A webhook: which changes are told, where, and what calls carry. */
export function WebhookEditor({ body, onChange }: { readonly body: Body; readonly onChange: (body: Body) => void }) {
  const translate = useTranslate();
  const objects = useNamed('object');
  const roles = useNamed('role');
  const findings = useFindings('webhook', String(body.name)) ?? [];
  const object = String(body.object ?? '');
  const place = useMemo(() => ({ object, purpose: 'WRITE' as const }), [object]);
  const told = namesOf(body.events);
  const put = (changes: Body) => onChange({ ...body, ...changes });
  return (
    <Paper variant="outlined" sx={{ p: 2, display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' } }}>
      <Texts value={body.label} required onChange={(label) => put({ label })} />
      <ChoiceSetting label={translate('studio.object')} value={object} options={objects.map((o) => [o.name, o.label] as const)} onChange={(name) => put({ object: name, fields: undefined })} />
      <SecretPicker value={body.secret} onChange={(secret) => put({ secret })} />
      <TextField required label={translate('integration.url')} value={String(body.url ?? '')} sx={{ gridColumn: '1 / -1' }} onChange={(event) => put({ url: event.target.value })} />
      <Box sx={{ gridColumn: '1 / -1' }}>
        <FormLabel>{translate('integration.events')}</FormLabel>
        <FormGroup row>
          {events.map((event) => (
            <FormControlLabel
              key={event} label={translate(`integration.${event}`)}
              control={<Checkbox checked={told.includes(event)} onChange={(change) => put({ events: events.filter((e) => (e === event ? change.target.checked : told.includes(e))) })} />}
            />
          ))}
        </FormGroup>
      </Box>
      <Box sx={{ gridColumn: '1 / -1' }}>
        <ExpressionInput
          label={translate('integration.when')} help={translate('integration.whenHelp')} value={typeof body.when === 'string' ? body.when : ''} place={place}
          onChange={(when) => put({ when: when.trim() === '' ? undefined : when })}
        />
      </Box>
      <FieldsPicker object={object} label={translate('integration.fields')} help={translate('integration.fieldsHelp')} value={namesOf(body.fields)} onChange={(fields) => put({ fields: fields.length === 0 ? undefined : fields })} />
      <NamesPicker label={translate('integration.roles')} help={translate('integration.rolesHelp')} options={roles} value={namesOf(body.roles)} onChange={(names) => put({ roles: names.length === 0 ? undefined : names })} />
      <ChoiceSetting
        label={translate('integration.order')} value={body.order === 'endpoint' ? 'endpoint' : 'record'}
        options={(['record', 'endpoint'] as const).map((o) => [o, translate(`integration.orders.${o}`)] as const)} onChange={(order) => put({ order: order === 'record' ? undefined : order })}
      />
      <NumberSetting label={translate('integration.timeout')} value={body.timeoutSeconds ?? 15} min={1} max={25} onChange={(timeoutSeconds) => put({ timeoutSeconds })} />
      <FormControlLabel
        label={translate('integration.active')}
        control={<Checkbox checked={body.active !== false} onChange={(event) => put({ active: event.target.checked ? undefined : false })} />}
      />
      <ListEditor
        title={translate('integration.headers')} add={translate('integration.addHeader')} remove={(header) => translate('integration.removeHeader', { name: String(header.name) })}
        value={body.headers} made={{ name: '' }} pointer="/headers" findings={findings} onChange={(headers) => put({ headers })}
      >
        {(header, change) => (
          <>
            <TextField required label={translate('integration.headerName')} value={String(header.name ?? '')} onChange={(event) => change({ name: event.target.value })} />
            <TextField
              label={translate('integration.headerValue')} helperText={header.secret === undefined ? undefined : translate('integration.headerValueHelp')} value={String(header.value ?? '')}
              onChange={(event) => change({ value: textOrNone(event.target.value) })}
            />
            <SecretPicker optional={translate('integration.noSecret')} value={header.secret} onChange={(secret) => change({ secret })} />
          </>
        )}
      </ListEditor>
      <Box sx={{ gridColumn: '1 / -1', display: 'grid', gap: 1 }}>
        <TextField
          multiline minRows={2} maxRows={12} label={translate('integration.query')} helperText={translate('integration.queryHelp')} value={String(body.query ?? '')}
          slotProps={{ htmlInput: { spellCheck: false, style: { fontFamily: 'monospace', fontSize: 13 } } }} onChange={(event) => put({ query: textOrNone(event.target.value) })}
        />
        <FindingList findings={findingsAt(findings, '/query')} />
        <FindingList findings={findingsAt(findings, '/roles')} />
      </Box>
    </Paper>
  );
}

/** The names in a list of a document. */
export function namesOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : [];
}
