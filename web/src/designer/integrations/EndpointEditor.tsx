import ContentCopyOutlined from '@mui/icons-material/ContentCopyOutlined';
import { Alert, Checkbox, FormControlLabel, IconButton, InputAdornment, Paper, TextField } from '@mui/material';
import { useTranslate } from 'react-admin';
import { useWorkspace } from '../../providers/workspaceContext';
import type { Body } from '../documents';
import { ChoiceSetting, FieldPicker, NamesPicker, NumberSetting, useNamed } from '../Pickers';
import { Texts } from '../Texts';
import { SecretPicker } from './SecretPicker';
import { namesOf } from './WebhookEditor';

const schemes = ['standard', 'github', 'stripe', 'slack', 'shopify', 'hmac', 'bearer'] as const;

/** An inbound endpoint: its address, how senders sign, and in whose name records are written. */
export function EndpointEditor({ body, onChange }: { readonly body: Body; readonly onChange: (body: Body) => void }) {
  const translate = useTranslate();
  const { description } = useWorkspace();
  const objects = useNamed('object');
  const roles = useNamed('role');
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
      <FieldPicker
        object={object} label={translate('integration.matchBy')} value={body.matchBy} none={translate('integration.matchByNone')} suits={(field) => field.unique === true}
        onChange={(matchBy) => put({ matchBy })}
      />
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
      <Alert severity="info" sx={{ gridColumn: '1 / -1' }}>{translate('integration.endpointMore')}</Alert>
    </Paper>
  );
}
