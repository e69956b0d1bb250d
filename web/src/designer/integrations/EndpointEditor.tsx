import ContentCopyOutlined from '@mui/icons-material/ContentCopyOutlined';
import { Checkbox, FormControlLabel, IconButton, InputAdornment, MenuItem, Paper, TextField } from '@mui/material';
import { useLocale, useTranslate } from 'react-admin';
import { useWorkspace } from '../../providers/workspaceContext';
import { textFor, type Body } from '../documents';
import { ChoiceSetting, FieldPicker, NamesPicker, NumberSetting, useNamed } from '../Pickers';
import { useStudio } from '../StudioContext';
import { Texts } from '../Texts';
import { useFindings } from '../useFindings';
import { ListEditor, textOrNone } from './ListEditor';
import { SecretPicker } from './SecretPicker';
import { namesOf } from './WebhookEditor';

const schemes = ['standard', 'github', 'stripe', 'slack', 'shopify', 'hmac', 'bearer'] as const;
const types = ['text', 'number', 'integer', 'boolean', 'date', 'dateTime'] as const;

/** An inbound endpoint: its address, how senders sign, and in whose name records are written. */
export function EndpointEditor({ body, onChange }: { readonly body: Body; readonly onChange: (body: Body) => void }) {
  const translate = useTranslate();
  const { description } = useWorkspace();
  const objects = useNamed('object');
  const roles = useNamed('role');
  const { drafted } = useStudio();
  const locale = useLocale() ?? 'en';
  const object = String(body.object ?? '');
  const put = (changes: Body) => onChange({ ...body, ...changes });
  const address = `${window.location.origin}/hooks/in/${description.tenant.name}/${String(body.path ?? '')}`;
  return (
    <Paper variant="outlined" sx={{ p: 2, display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' } }}>
      <TextField
        label={translate('integration.address')} value={address} sx={{ gridColumn: '1 / -1' }}
        slotProps={{ input: { readOnly: true, endAdornment: <InputAdornment position="end"><IconButton aria-label={translate('integration.copy')} onClick={() => void navigator.clipboard.writeText(address)}><ContentCopyOutlined fontSize="small" /></IconButton></InputAdornment> } }}
      />
      <Texts value={body.label} required onChange={(label) => put({ label })} />
      <TextField required label={translate('integration.path')} helperText={translate('integration.pathHelp')} value={String(body.path ?? '')} onChange={(event) => put({ path: event.target.value })} />
      <ChoiceSetting label={translate('studio.object')} value={object} options={objects.map((o) => [o.name, o.label] as const)} onChange={(name) => put({ object: name })} />
      <ChoiceSetting
        label={translate('integration.scheme')} value={String(body.scheme ?? 'standard')} options={schemes.map((s) => [s, translate(`integration.schemes.${s}`)] as const)}
        onChange={(scheme) => put({ scheme, signatureHeader: undefined })}
      />
      <SecretPicker value={body.secret} onChange={(secret) => put({ secret })} />
      {body.scheme === 'hmac' && (
        <TextField
          label={translate('integration.signatureHeader')} value={String(body.signatureHeader ?? '')} placeholder="X-Signature" slotProps={{ inputLabel: { shrink: true } }}
          onChange={(event) => put({ signatureHeader: event.target.value === '' ? undefined : event.target.value })}
        />
      )}
      <ChoiceSetting
        label={translate('integration.hook')} help={translate('integration.hookHelp')} value={String(body.hook ?? '')} options={[['', translate('integration.noHook')], ...hooksOf(drafted.map((d) => d.body), object, body.hook, locale)]}
        onChange={(hook) => put(hook === '' ? { hook: undefined, headers: undefined, inputs: [], values: [] } : { hook, inputs: undefined, values: undefined, matchBy: undefined })}
      />
      {body.hook === undefined ? (
        <FieldPicker
          object={object} label={translate('integration.matchBy')} value={body.matchBy} none={translate('integration.matchByNone')} suits={(field) => field.unique === true}
          onChange={(matchBy) => put({ matchBy })}
        />
      ) : (
        <TextField
          label={translate('integration.hookHeaders')} helperText={translate('integration.hookHeadersHelp')} value={namesOf(body.headers).join(', ')}
          onChange={(event) => put({ headers: event.target.value.trim() === '' ? undefined : event.target.value.split(',').map((name) => name.trim()) })}
        />
      )}
      <TextField
        label={translate('integration.runAs')} helperText={translate('integration.runAsHelp')} value={String(body.runAs ?? '')}
        onChange={(event) => put({ runAs: event.target.value === '' ? undefined : event.target.value })}
      />
      <NamesPicker label={translate('integration.roles')} options={roles} value={namesOf(body.roles)} onChange={(names) => put({ roles: names.length === 0 ? undefined : names })} />
      <NumberSetting label={translate('integration.perMinute')} value={body.perMinute ?? 600} min={1} max={100_000} onChange={(perMinute) => put({ perMinute })} />
      <FormControlLabel
        label={translate('integration.active')}
        control={<Checkbox checked={body.active !== false} onChange={(event) => put({ active: event.target.checked ? undefined : false })} />}
      />
      <TextField
        label={translate('integration.keyHeader')} helperText={translate('integration.keyHelp')} value={String(body.keyHeader ?? '')} onChange={(event) => put({ keyHeader: textOrNone(event.target.value) })}
      />
      <TextField label={translate('integration.keyAt')} placeholder="/submission" slotProps={{ inputLabel: { shrink: true } }} value={String(body.keyAt ?? '')} onChange={(event) => put({ keyAt: textOrNone(event.target.value) })} />
      {body.hook === undefined && <Mapping body={body} object={object} onChange={put} />}
    </Paper>
  );
}

/** What is taken out of the body of a call, and the fields that it sets. */
function Mapping({ body, object, onChange }: { readonly body: Body; readonly object: string; readonly onChange: (changes: Body) => void }) {
  const translate = useTranslate();
  const findings = useFindings('inboundEndpoint', String(body.name)) ?? [];
  return (
    <>
      <ListEditor
        title={translate('integration.inputs')} help={translate('integration.inputsHelp')} add={translate('integration.addInput')} remove={(input) => translate('integration.removeInput', { name: String(input.name) })}
        value={body.inputs} made={{ name: '', at: '' }} pointer="/inputs" findings={findings} onChange={(inputs) => onChange({ inputs: inputs ?? [] })}
      >
        {(input, change) => (
          <>
            <TextField required label={translate('integration.inputName')} value={String(input.name ?? '')} onChange={(event) => change({ name: event.target.value })} />
            <TextField required label={translate('integration.inputAt')} placeholder="/contact/email" slotProps={{ inputLabel: { shrink: true } }} value={String(input.at ?? '')} onChange={(event) => change({ at: event.target.value })} />
            <TextField select label={translate('integration.inputType')} value={String(input.type ?? 'text')} onChange={(event) => change({ type: event.target.value === 'text' ? undefined : event.target.value })}>
              {types.map((type) => <MenuItem key={type} value={type} dense>{translate(`integration.types.${type}`)}</MenuItem>)}
            </TextField>
            <FormControlLabel
              label={translate('integration.inputRequired')}
              control={<Checkbox checked={input.required === true} onChange={(event) => change({ required: event.target.checked ? true : undefined })} />}
            />
          </>
        )}
      </ListEditor>
      <ListEditor
        title={translate('integration.values')} help={translate('integration.valuesHelp')} add={translate('integration.addValue')} remove={(set) => translate('integration.removeValue', { name: String(set.field) })}
        value={body.values} made={{ field: '', value: '' }} pointer="/values" findings={findings} onChange={(values) => onChange({ values: values ?? [] })}
      >
        {(set, change) => (
          <>
            <FieldPicker required object={object} label={translate('process.field')} value={set.field} onChange={(field) => change({ field: field ?? '' })} />
            <TextField
              required label={translate('process.value')} placeholder="record.email" sx={{ gridColumn: { md: 'span 2' } }} value={String(set.value ?? '')}
              slotProps={{ inputLabel: { shrink: true }, htmlInput: { spellCheck: false, style: { fontFamily: 'monospace', fontSize: 13 } } }} onChange={(event) => change({ value: event.target.value })}
            />
          </>
        )}
      </ListEditor>
    </>
  );
}

/** Hooks of the object that take calls, and the one that is chosen. */
function hooksOf(bodies: readonly (Body | undefined)[], object: string, chosen: unknown, locale: string): readonly (readonly [string, string])[] {
  const hooks = bodies.flatMap((body) => (body?.kind === 'hook' && body.object === object && Array.isArray(body.on) && body.on.includes('inbound') ? [[String(body.name), textFor(body.label, locale)] as const] : []));
  return chosen === undefined || hooks.some(([name]) => name === chosen) ? hooks : [...hooks, [String(chosen), String(chosen)] as const];
}
