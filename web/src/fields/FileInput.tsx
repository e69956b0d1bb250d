import CloseOutlined from '@mui/icons-material/CloseOutlined';
import UploadFileOutlined from '@mui/icons-material/UploadFileOutlined';
import { Box, Button, FormControl, FormHelperText, FormLabel, IconButton, LinearProgress, Tooltip, Typography } from '@mui/material';
import { useEffect, useRef, useState } from 'react';
import { useLocale, useTranslate } from 'react-admin';
import { fileUrl, uploadFile } from '../api/files';
import { ApiError } from '../api/problems';
import type { WorkspaceField } from '../api/workspace.generated';
import { typeOf } from '../model/fieldTypes';
import { formatFileSize } from '../model/formats';
import { isRef, type RecordRef } from '../model/records';
import { unreadable } from '../model/validation';
import { starred } from './ChoiceInputs';
import { useBound } from './inputs';

interface Sending {
  readonly name: string;
  readonly share: number;
  readonly stop: () => void;
}

/** A file or picture: uploaded when it is chosen, bound to the record when the form is saved. */
export function FileInput({ field }: { readonly field: WorkspaceField }) {
  const bound = useBound(field);
  const translate = useTranslate();
  const locale = useLocale() ?? 'en';
  const input = useRef<HTMLInputElement>(null);
  const [sending, setSending] = useState<Sending>();
  const [failure, setFailure] = useState<{ readonly text: string; readonly again: File | undefined }>();
  const [over, setOver] = useState(false);
  const stop = useRef<AbortController>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const value = isRef(bound.value) ? bound.value : undefined;
  const limit = formatFileSize(field.maxBytes ?? 0, locale);
  const accept = field.accept ?? (typeOf(field) === 'image' ? ['image/*'] : []);

  const upload = async (file: File | undefined) => {
    if (file === undefined) return;
    const refusal = refuse(field, accept, file);
    if (refusal !== undefined) {
      setFailure({ text: translate(refusal, { name: file.name, max: limit }), again: undefined });
      return;
    }
    const before = bound.value === unreadable ? null : bound.value;
    const controller = new AbortController();
    stop.current = controller;
    setFailure(undefined);
    setSending({ name: file.name, share: 0, stop: () => controller.abort() });
    // A form is not saved before its files have arrived.
    bound.change(unreadable);
    try {
      const stored = await uploadFile(file, {
        signal: controller.signal,
        onProgress: (share) => setSending((now) => now && { ...now, share }),
      });
      // The host looks at the content; what a name or a browser says of it may be wrong.
      if (!accepts(accept, stored.mediaType ?? '')) {
        bound.change(before);
        setFailure({ text: translate('form.wrongType', { name: file.name }), again: undefined });
        return;
      }
      const reference: RecordRef = { ...stored, _label: stored.name, _object: 'File' };
      bound.change(reference);
    } catch (error) {
      bound.change(before);
      if (!(error instanceof DOMException)) setFailure({ text: failureText(translate, error, limit), again: file });
    } finally {
      setSending(undefined);
    }
  };

  const help = failure?.text ?? (sending === undefined ? bound.helperText : undefined) ?? hint(translate, accept, field.maxBytes === undefined ? undefined : limit);
  return (
    <FormControl fullWidth error={(bound.error && sending === undefined) || failure !== undefined}>
      <FormLabel htmlFor={bound.id} sx={{ fontSize: 12, mb: 0.5 }}>{starred(bound)}</FormLabel>
      <Box
        onDragOver={(event) => { event.preventDefault(); setOver(true); }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => { event.preventDefault(); setOver(false); void upload(event.dataTransfer.files[0]); }}
        sx={{
          display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: 1, p: 1, minHeight: 52, border: 1, borderStyle: 'dashed', borderRadius: 1,
          borderColor: over ? 'primary.main' : 'divider', bgcolor: over ? 'action.hover' : undefined,
        }}
      >
        {value !== undefined && <Chosen value={value} image={typeOf(field) === 'image'} locale={locale} />}
        {sending !== undefined && (
          <Box sx={{ flex: 1, minWidth: 0 }}>
            <Typography variant="body2" noWrap>{translate('form.sending', { name: sending.name, percent: Math.round(sending.share * 100) })}</Typography>
            {/* All is sent, and the host is still reading it. */}
            <LinearProgress variant={sending.share < 1 ? 'determinate' : 'indeterminate'} value={sending.share * 100} aria-label={sending.name} />
          </Box>
        )}
        {sending !== undefined
          ? <Button onClick={sending.stop}>{translate('ra.action.cancel')}</Button>
          : (
            <Button id={bound.id} ref={bound.ref} startIcon={<UploadFileOutlined />} onClick={() => input.current?.click()} onBlur={bound.blur}>
              {translate(value === undefined ? 'form.upload' : 'form.replace')}
            </Button>
          )}
        {value !== undefined && (
          <Tooltip title={translate('form.clear')}>
            <IconButton size="small" aria-label={`${translate('form.clear')}: ${field.label}`} onClick={() => { setFailure(undefined); bound.change(null); }}>
              <CloseOutlined fontSize="small" />
            </IconButton>
          </Tooltip>
        )}
        {value === undefined && sending === undefined && <Typography variant="caption" color="text.secondary">{translate('form.drop')}</Typography>}
        <input
          ref={input} type="file" hidden aria-label={field.label} accept={accept.join(',')}
          onChange={(event) => { void upload(event.target.files?.[0]); event.target.value = ''; }}
        />
      </Box>
      {help !== undefined && (
        <FormHelperText component="div" role={failure === undefined ? undefined : 'alert'}>
          {help}
          {failure?.again !== undefined && <Button sx={{ ml: 1 }} onClick={() => void upload(failure.again)}>{translate('app.retry')}</Button>}
        </FormHelperText>
      )}
    </FormControl>
  );
}

function Chosen({ value, image, locale }: { readonly value: RecordRef; readonly image: boolean; readonly locale: string }) {
  const size = 'size' in value && value.size != null ? Number(value.size) : undefined;
  return (
    <>
      {image && <Box component="img" src={fileUrl(value.id)} alt={value._label} sx={{ height: 64, maxWidth: 120, objectFit: 'contain', borderRadius: 1 }} />}
      <Typography variant="body2" noWrap sx={{ flex: 1, minWidth: 0 }} title={value._label}>
        {value._label}
        {size !== undefined && <Typography component="span" variant="caption" color="text.secondary"> {formatFileSize(size, locale)}</Typography>}
      </Typography>
    </>
  );
}

type Translate = ReturnType<typeof useTranslate>;

/** What is accepted, said before someone tries. */
function hint(translate: Translate, accept: readonly string[], limit: string | undefined): string | undefined {
  const kinds = accept.map((type) => type.replace(/\/\*$/, '').replace(/^.*\//, '').toUpperCase()).join(', ');
  const parts = [kinds, limit === undefined ? '' : translate('form.upTo', { max: limit })].filter((part) => part !== '');
  return parts.length === 0 ? undefined : parts.join(' · ');
}

function failureText(translate: Translate, error: unknown, limit: string): string {
  if (error instanceof ApiError && error.code === 'NETWORK') return translate('form.uploadLost');
  if (error instanceof ApiError && error.status === 413) return translate('form.tooLarge', { max: limit });
  return error instanceof ApiError ? `${error.message} [${error.code}]` : String(error);
}

function refuse(field: WorkspaceField, accept: readonly string[], file: File): string | undefined {
  if (file.size === 0) return 'form.emptyFile';
  if (field.maxBytes !== undefined && file.size > field.maxBytes) return 'form.tooLarge';
  return accepts(accept, file.type) ? undefined : 'form.wrongType';
}

function accepts(accept: readonly string[], mediaType: string): boolean {
  return accept.length === 0 || accept.some((type) => (type.endsWith('/*') ? mediaType.startsWith(type.slice(0, -1)) : type === mediaType));
}
