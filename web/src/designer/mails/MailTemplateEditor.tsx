import { Box, Chip, Paper, TextField, Typography } from '@mui/material';
import { useMemo } from 'react';
import { useLocale, useTranslate } from 'react-admin';
import { textFor, textIn, withText, type Body } from '../documents';
import { FindingList } from '../FindingList';
import { ChoiceSetting } from '../Pickers';
import { bodiesOf } from '../pointers';
import { useStudio } from '../StudioContext';
import { Texts } from '../Texts';
import { findingsAt, useFindings } from '../useFindings';
import { MailPreview } from './MailPreview';
import { placeholdersOf } from './placeholders';

const languages = ['en', 'zh-CN'] as const;
const parts = ['subject', 'text', 'html'] as const;

/** What mails of one kind say, in both languages, with what comes of it beside. */
export function MailTemplateEditor({ body, onChange }: { readonly body: Body; readonly onChange: (body: Body) => void }) {
  const translate = useTranslate();
  const findings = useFindings('mailTemplate', String(body.name)) ?? [];
  const mails = useMails();
  const mail = String(body.for ?? '');
  const put = (changes: Body) => onChange({ ...body, ...changes });
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'repeat(2, minmax(0, 1fr))' }, alignItems: 'start' }}>
      <Paper variant="outlined" sx={{ p: 2, display: 'grid', gap: 2 }}>
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' } }}>
          <Texts value={body.label} required onChange={(label) => put({ label })} />
          <ChoiceSetting label={translate('mailTemplate.for')} value={mail} options={mails} onChange={(chosen) => put({ for: chosen })} />
        </Box>
        <FindingList findings={findingsAt(findings, '/for')} />
        <Box>
          <Typography variant="body2">{translate('mailTemplate.placeholders')}</Typography>
          <Box component="dl" sx={{ m: 0, mt: 0.5, display: 'grid', gridTemplateColumns: 'max-content minmax(0, 1fr)', gap: 0.5, alignItems: 'center' }}>
            {placeholdersOf(mail).map((name) => (
              <Box key={name} sx={{ display: 'contents' }}>
                <dt><Chip size="small" label={`{${name}}`} sx={{ fontFamily: 'monospace' }} /></dt>
                <Typography component="dd" variant="caption" color="text.secondary" sx={{ m: 0 }}>{translate(`mailTemplate.means.${name}`)}</Typography>
              </Box>
            ))}
          </Box>
          <Typography variant="caption" color="text.secondary">{translate('mailTemplate.blankLines')}</Typography>
        </Box>
        {languages.map((language) => (
          <Box key={language} role="group" aria-label={translate(`mailTemplate.in.${language}`)} sx={{ display: 'grid', gap: 1.5 }}>
            <Typography variant="body2" sx={{ fontWeight: 600 }}>{translate(`mailTemplate.in.${language}`)}</Typography>
            {parts.map((part) => (
              <TextField
                key={part} required={part !== 'html'} label={translate(`mailTemplate.${part}`)} helperText={part === 'html' ? translate('mailTemplate.htmlHelp') : undefined}
                {...(part === 'subject' ? {} : { multiline: true, minRows: 3, maxRows: 16 })} value={textIn(body[part], language)}
                slotProps={part === 'html' ? { htmlInput: { spellCheck: false, style: { fontFamily: 'monospace', fontSize: 13 } } } : {}}
                onChange={(event) => put({ [part]: withoutBlank(withText(body[part], language, event.target.value), part === 'html') })}
              />
            ))}
          </Box>
        ))}
        <FindingList findings={parts.flatMap((part) => findingsAt(findings, `/${part}`))} />
      </Paper>
      <MailPreview body={body} />
    </Box>
  );
}

/** The kinds of mails with what people call them. */
function useMails(): readonly (readonly [string, string])[] {
  const locale = useLocale() ?? 'en';
  const translate = useTranslate();
  const { drafted } = useStudio();
  return useMemo(() => {
    const kinds = bodiesOf(drafted.find(({ body }) => body?.kind === 'picklist' && body.name === 'NotificationKind')?.body?.values);
    return [...kinds.map((kind) => [String(kind.value), textFor(kind.label, locale) || String(kind.value)] as const), ['digest', translate('mailTemplate.digest')] as const];
  }, [drafted, locale, translate]);
}

/** An optional text that is empty in both languages is none. */
function withoutBlank(text: unknown, isOptional: boolean): unknown {
  return isOptional && languages.every((language) => textIn(text, language) === '') ? undefined : text;
}
