import AutoFixHighOutlined from '@mui/icons-material/AutoFixHighOutlined';
import PlayArrowOutlined from '@mui/icons-material/PlayArrowOutlined';
import { Box, Button, Collapse, FormHelperText, IconButton, Link, Skeleton, Tooltip, Typography } from '@mui/material';
import { lazy, Suspense, useCallback, useId, useState, type ReactNode } from 'react';
import { useLocale, useTranslate } from 'react-admin';
import { formatExpression, type Asked, type ExpressionDiagnostic, type ExpressionPlace } from '../../api/expressions';
import { useStudio } from '../StudioContext';
import { faultText } from './explanations';
import { TrialPanel } from './TrialPanel';

const ExpressionEditor = lazy(() => import('./ExpressionEditor'));

interface Checked {
  readonly expression: string;
  readonly errors: readonly ExpressionDiagnostic[] | undefined;
}

/** An expression of a document, with what is wrong with it and what it gives for a record. */
export function ExpressionInput({ label, help, value, place, placeholder, required, lines = 2, onChange }: {
  readonly label: string;
  readonly help?: ReactNode;
  readonly value: string;
  readonly place: ExpressionPlace;
  readonly placeholder?: string;
  readonly required?: boolean;
  readonly lines?: number;
  readonly onChange: (value: string) => void;
}) {
  const translate = useTranslate();
  const locale = useLocale() ?? 'en';
  const id = useId();
  const { edits } = useStudio();
  const [checked, setChecked] = useState<Checked>();
  const [trying, setTrying] = useState(false);
  const asked = useCallback((expression: string): Asked => ({ expression, place, edits }), [place, edits]);
  // What was found out about an earlier text says nothing about this one.
  const errors = checked?.expression === value ? checked.errors : undefined;
  const [first] = errors ?? [];
  const sound = value.trim() !== '' && errors?.length === 0;
  const format = () => {
    formatExpression(value).then((formatted) => { if (formatted !== undefined) onChange(formatted); }).catch(() => {
      // What cannot be laid out stays as it is.
    });
  };
  return (
    <Box role="group" aria-label={label} sx={{ minWidth: 0 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', minHeight: 32 }}>
        <Typography id={`${id}-label`} variant="body2" color={first === undefined ? 'text.secondary' : 'error'} sx={{ flex: 1 }}>{label}{required === true && ' *'}</Typography>
        <Tooltip title={`${translate('expression.format')} (Shift+Alt+F)`}>
          <span><IconButton size="small" disabled={value.trim() === ''} aria-label={`${translate('expression.format')}: ${label}`} onClick={format}><AutoFixHighOutlined fontSize="small" /></IconButton></span>
        </Tooltip>
        <Button size="small" startIcon={<PlayArrowOutlined />} aria-expanded={trying} onClick={() => setTrying(!trying)}>{translate('expression.try')}</Button>
      </Box>
      <Box
        sx={{
          'border': 1, 'borderColor': first === undefined ? 'divider' : 'error.main', 'borderRadius': 1, 'bgcolor': 'background.paper', 'transition': 'border-color .15s',
          '&:focus-within': { borderColor: first === undefined ? 'primary.main' : 'error.main', boxShadow: (theme) => `0 0 0 1px ${first === undefined ? theme.palette.primary.main : theme.palette.error.main}` },
        }}
      >
        <Suspense fallback={<Skeleton variant="rounded" height={lines * 22 + 16} />}>
          <ExpressionEditor
            value={value} label={label} describedBy={`${id}-said`} placeholder={placeholder === undefined ? '' : translate('expression.example', { text: placeholder })} locale={locale} invalid={first !== undefined} lines={lines}
            replaceBy={(suggestion) => translate('expression.replaceBy', { name: suggestion })} asked={asked} onChange={onChange}
            onChecked={(expression, found) => setChecked({ expression, errors: found })} onFormat={format}
          />
        </Suspense>
      </Box>
      <FormHelperText id={`${id}-said`} component="div" role="status" error={first !== undefined} sx={{ mx: 1.5 }}>
        {first === undefined ? help : <Fault error={first} text={value} onReplace={onChange} />}
      </FormHelperText>
      <Collapse in={trying} unmountOnExit>
        <TrialPanel asked={asked(value)} sound={sound} />
      </Collapse>
    </Box>
  );
}

function Fault({ error, text, onReplace }: {
  readonly error: ExpressionDiagnostic;
  readonly text: string;
  readonly onReplace: (text: string) => void;
}) {
  const translate = useTranslate();
  const end = error.start + error.length;
  const [suggestion] = error.suggestions;
  return (
    <>
      {faultText(error)}
      {suggestion !== undefined && error.length > 0 && (
        <>
          {' '}
          <Link component="button" type="button" variant="caption" onClick={() => onReplace(text.slice(0, error.start) + suggestion + text.slice(end))}>
            {translate('expression.replaceBy', { name: suggestion })}
          </Link>
        </>
      )}
    </>
  );
}
