import CheckBoxOutlineBlank from '@mui/icons-material/CheckBoxOutlineBlank';
import CheckBox from '@mui/icons-material/CheckBox';
import InsertDriveFileOutlined from '@mui/icons-material/InsertDriveFileOutlined';
import { Box, Button, ButtonBase, Chip, Dialog, DialogActions, Link, Typography } from '@mui/material';
import DOMPurify from 'dompurify';
import { useState, type ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import { Link as RouterLink } from 'react-router';
import { fileUrl } from '../api/files';
import type { WorkspaceField } from '../api/workspace.generated';
import { typeOf, type FieldTypeName } from '../model/fieldTypes';
import { formatFileSize, formatValue } from '../model/formats';
import { isRef, refsOf, type RecordRef } from '../model/records';
import { isBlank } from '../model/validation';
import { useFormats } from '../providers/workspaceContext';
import { ChipRow, ChoiceChip } from './Chips';

export interface FieldValueProps {
  readonly field: WorkspaceField;
  readonly value: unknown;
  /** The record that the value belongs to, for its currency. */
  readonly record?: Readonly<Record<string, unknown>>;
  /** In a table a value is one line; on a page it may take the room it needs. */
  readonly place: 'cell' | 'page';
  /** Without links and buttons, for use inside a link. */
  readonly inert?: boolean;
}

const interactive: ReadonlySet<FieldTypeName> = new Set<FieldTypeName>([
  'lookup', 'masterDetail', 'polymorphicLookup', 'manyToMany', 'email', 'phone', 'url', 'file',
]);

/** A value of any field type as people read it. */
export function FieldValue({ field, value, record, place, inert }: FieldValueProps): ReactNode {
  const formats = useFormats();
  if (typeOf(field) === 'checkbox') return <Tick on={value === true} />;
  if (typeOf(field) === 'encryptedText') return <span>••••••••</span>;
  if (isBlank(value)) return place === 'page' ? <Typography component="span" color="text.disabled">—</Typography> : null;
  if (inert === true && interactive.has(typeOf(field))) {
    return formatValue(field, value, formats, record);
  }
  switch (typeOf(field)) {
    case 'picklist':
      return <ChoiceChip field={field} value={value} />;
    case 'multiPicklist':
      return <ChipRow>{strings(value).map((v) => <ChoiceChip key={v} field={field} value={v} />)}</ChipRow>;
    case 'tags':
      return <ChipRow>{strings(value).map((v) => <Chip key={v} size="small" variant="outlined" label={v} />)}</ChipRow>;
    case 'lookup':
    case 'masterDetail':
    case 'polymorphicLookup':
      return isRef(value) ? <ReferenceLink reference={value} /> : null;
    case 'manyToMany':
      return <ChipRow>{refsOf(value).map((r) => <ReferenceChip key={r.id} reference={r} />)}</ChipRow>;
    case 'email':
      return <Outward href={`mailto:${String(value)}`} text={String(value)} />;
    case 'phone':
      return <Outward href={`tel:${String(value).replace(/[^\d+*#,;]/g, '')}`} text={String(value)} />;
    case 'url':
      return <Outward href={String(value)} text={String(value).replace(/^https?:\/\//, '').replace(/\/$/, '')} blank />;
    case 'file':
      return <FileLink value={value} locale={formats.locale} />;
    case 'image':
      return <Picture value={value} place={place} />;
    case 'richText':
      return place === 'page' ? <RichText html={String(value)} /> : formatValue(field, value, formats);
    case 'longText':
      return place === 'page' ? <Box component="span" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{String(value)}</Box> : String(value);
    case 'json':
      return place === 'page' ? <Json value={value} /> : formatValue(field, value, formats);
    default:
      return <span className="value">{formatValue(field, value, formats, record)}</span>;
  }
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function Tick({ on }: { readonly on: boolean }) {
  const translate = useTranslate();
  const label = translate(on ? 'filter.yes' : 'filter.no');
  return on
    ? <CheckBox titleAccess={label} fontSize="small" color="primary" sx={{ verticalAlign: 'middle' }} />
    : <CheckBoxOutlineBlank titleAccess={label} fontSize="small" color="disabled" sx={{ verticalAlign: 'middle' }} />;
}

export function recordPath(reference: { readonly id: string; readonly _object: string }): string {
  return `/${reference._object}/${encodeURIComponent(reference.id)}/show`;
}

function ReferenceLink({ reference }: { readonly reference: RecordRef }) {
  return (
    <Link component={RouterLink} to={recordPath(reference)} underline="hover" onClick={(event) => event.stopPropagation()}>
      {reference._label}
    </Link>
  );
}

function ReferenceChip({ reference }: { readonly reference: RecordRef }) {
  return (
    <Chip
      size="small" variant="outlined" clickable component={RouterLink} to={recordPath(reference)} label={reference._label}
      onClick={(event) => event.stopPropagation()}
    />
  );
}

/** Only these schemes become links: a stored `javascript:` must stay text. */
const outwardSchemes = /^(https?|mailto|tel):/i;

function Outward({ href, text, blank }: { readonly href: string; readonly text: string; readonly blank?: boolean }) {
  if (!outwardSchemes.test(href)) return text;
  return (
    <Link
      href={href} underline="hover" onClick={(event) => event.stopPropagation()} sx={{ overflowWrap: 'anywhere' }}
      {...(blank === true ? { target: '_blank', rel: 'noopener noreferrer' } : {})}
    >
      {text}
    </Link>
  );
}

function FileLink({ value, locale }: { readonly value: unknown; readonly locale: string }) {
  if (!isRef(value)) return null;
  const size = 'size' in value && value.size != null ? Number(value.size) : undefined;
  return (
    <Link
      href={fileUrl(value.id)} underline="hover" target="_blank" rel="noopener" onClick={(event) => event.stopPropagation()}
      sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, maxWidth: '100%', overflowWrap: 'anywhere' }}
    >
      <InsertDriveFileOutlined fontSize="inherit" />
      {value._label}
      {size !== undefined && <Typography component="span" variant="caption" color="text.secondary">{formatFileSize(size, locale)}</Typography>}
    </Link>
  );
}

/** A picture; on a page it opens in its full size. */
export function Picture({ value, place }: { readonly value: unknown; readonly place: 'cell' | 'page' }) {
  const translate = useTranslate();
  const [open, setOpen] = useState(false);
  if (!isRef(value)) return null;
  const side = place === 'cell' ? 28 : 160;
  const picture = (
    <Box
      component="img" src={fileUrl(value.id)} alt={value._label} loading="lazy"
      sx={{
        display: 'block', maxWidth: '100%', maxHeight: side, minWidth: place === 'cell' ? side : undefined, borderRadius: 1,
        objectFit: place === 'cell' ? 'cover' : 'contain',
      }}
    />
  );
  if (place === 'cell') return picture;
  return (
    <>
      <ButtonBase aria-label={`${translate('record.enlarge')}: ${value._label}`} onClick={() => setOpen(true)} sx={{ borderRadius: 1, border: 1, borderColor: 'divider' }}>
        {picture}
      </ButtonBase>
      <Dialog open={open} onClose={() => setOpen(false)} maxWidth="lg" aria-label={value._label}>
        <Box component="img" src={fileUrl(value.id)} alt={value._label} sx={{ display: 'block', maxWidth: '100%', maxHeight: 'calc(100dvh - 130px)', m: 'auto' }} />
        <DialogActions>
          <Typography variant="body2" color="text.secondary" noWrap sx={{ flex: 1, px: 1 }}>{value._label}</Typography>
          <Button component="a" href={fileUrl(value.id)} target="_blank" rel="noopener">{translate('ra.action.open')}</Button>
          <Button onClick={() => setOpen(false)}>{translate('ra.action.close')}</Button>
        </DialogActions>
      </Dialog>
    </>
  );
}

/** The host sanitises rich text on every write; it is sanitised again here because this is where it could do harm. */
export function RichText({ html }: { readonly html: string }) {
  return (
    <Box
      sx={{ '& > :first-of-type': { mt: 0 }, '& > :last-child': { mb: 0 }, '& p': { my: 0.75 }, '& img': { maxWidth: '100%' }, overflowWrap: 'anywhere' }}
      dangerouslySetInnerHTML={{ __html: DOMPurify.sanitize(html, { USE_PROFILES: { html: true } }) }}
    />
  );
}

function Json({ value }: { readonly value: unknown }) {
  return (
    <Box component="pre" sx={{ m: 0, p: 1, fontSize: 12, borderRadius: 1, bgcolor: 'action.hover', overflow: 'auto', maxHeight: 240 }}>
      {JSON.stringify(value, null, 2)}
    </Box>
  );
}
