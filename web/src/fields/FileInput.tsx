import CloseOutlined from '@mui/icons-material/CloseOutlined';
import UploadFileOutlined from '@mui/icons-material/UploadFileOutlined';
import { Box, Button, FormControl, FormHelperText, FormLabel, IconButton, LinearProgress, Typography } from '@mui/material';
import { useRef, useState } from 'react';
import { useLocale, useTranslate } from 'react-admin';
import { fileUrl, uploadFile } from '../api/files';
import type { WorkspaceField } from '../api/workspace.generated';
import { typeOf } from '../model/fieldTypes';
import { formatFileSize } from '../model/formats';
import { isRef } from '../model/records';
import { starred } from './ChoiceInputs';
import { useBound } from './inputs';

/** A file or picture: uploaded when it is chosen, bound to the record when the form is saved. */
export function FileInput({ field, object }: { readonly field: WorkspaceField; readonly object: string }) {
  const bound = useBound(field);
  const translate = useTranslate();
  const locale = useLocale() ?? 'en';
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const value = isRef(bound.value) ? bound.value : undefined;

  const upload = async (file: File | undefined) => {
    if (file === undefined) return;
    const refusal = refuse(field, file);
    setFailure(refusal && translate(refusal, { max: formatFileSize(field.maxBytes ?? 0, locale) }));
    if (refusal !== undefined) return;
    setBusy(true);
    try {
      const stored = await uploadFile(file, { object, field: field.name });
      bound.change({ ...stored, _label: stored.name, _object: 'File' });
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <FormControl fullWidth error={bound.error || failure !== undefined}>
      <FormLabel htmlFor={bound.id} sx={{ fontSize: 12, mb: 0.5 }}>{starred(bound)}</FormLabel>
      <Box
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => { event.preventDefault(); void upload(event.dataTransfer.files[0]); }}
        sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: 1, p: 1, border: 1, borderStyle: 'dashed', borderColor: 'divider', borderRadius: 1 }}
      >
        {value !== undefined && typeOf(field) === 'image' && (
          <Box component="img" src={fileUrl(value.id)} alt={value._label} sx={{ height: 48, borderRadius: 1 }} />
        )}
        {value !== undefined && <Typography variant="body2" noWrap sx={{ flex: 1, minWidth: 0 }}>{value._label}</Typography>}
        {value !== undefined && (
          <IconButton size="small" aria-label={translate('form.clear')} onClick={() => bound.change(null)}><CloseOutlined fontSize="small" /></IconButton>
        )}
        {value === undefined && (
          <>
            <Button ref={bound.ref} size="small" startIcon={<UploadFileOutlined />} onClick={() => input.current?.click()} disabled={busy}>
              {translate(busy ? 'form.uploading' : 'form.upload')}
            </Button>
            <Typography variant="caption" color="text.secondary">{translate('form.drop')}</Typography>
          </>
        )}
        <input
          ref={input} id={bound.id} type="file" hidden accept={(field.accept ?? []).join(',')}
          onChange={(event) => { void upload(event.target.files?.[0]); event.target.value = ''; }}
        />
      </Box>
      {busy && <LinearProgress />}
      {(failure ?? bound.helperText) !== undefined && <FormHelperText>{failure ?? bound.helperText}</FormHelperText>}
    </FormControl>
  );
}

function refuse(field: WorkspaceField, file: File): string | undefined {
  if (field.maxBytes !== undefined && file.size > field.maxBytes) return 'form.tooLarge';
  const accept = field.accept ?? [];
  const accepted = accept.length === 0 || accept.some((type) => type.endsWith('/*') ? file.type.startsWith(type.slice(0, -1)) : type === file.type);
  return accepted ? undefined : 'form.wrongType';
}
