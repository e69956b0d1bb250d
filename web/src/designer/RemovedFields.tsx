import RestoreOutlined from '@mui/icons-material/RestoreOutlined';
import { Box, Button, List, ListItem, ListItemText, Paper, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTranslate } from 'react-admin';
import { fetchHistory, fetchSetAside, type DocumentVersion } from '../api/metadata';
import { fieldsOf, idOf, textFor, type FieldBody } from './documents';
import { PlanDialog } from './PlanDialog';
import { useStudio } from './StudioContext';

/** Fields that were removed from an object and whose values are still kept, with the way to bring them back. */
export function RemovedFields({ id }: { readonly id: string }) {
  const translate = useTranslate();
  const locale = useLocale() ?? 'en';
  const { design, drafted, edits } = useStudio();
  const [target, setTarget] = useState<number>();
  const holders = drafted.flatMap(({ stored }) => stored !== undefined && (
    (stored.kind === 'object' && idOf(stored.body) === id) || (stored.kind === 'fieldExtension' && stored.body.object === nameOf(design.documents, id))) ? [stored] : []);
  const { data } = useQuery({
    queryKey: ['metadata', 'removed', id, design.revision],
    queryFn: async ({ signal }) => {
      const aside = (await fetchSetAside(signal)).filter((a) => a.object === id && a.field !== undefined && a.reason.toLowerCase() === 'drop');
      if (aside.length === 0) return [];
      const versions = (await Promise.all(holders.map((h) => fetchHistory(h.kind, h.name, signal)))).flat();
      return aside.map((a) => ({ revision: a.revision, id: a.field ?? '', field: fieldBefore(versions, a.field ?? '', a.revision) }));
    },
  });
  if (data === undefined || data.length === 0) return null;
  return (
    <Paper variant="outlined" component="section" aria-label={translate('studio.removedFields')}>
      <Box sx={{ px: 2, pt: 1.25 }}>
        <Typography sx={{ fontWeight: 600 }}>{translate('studio.removedFields')} ({data.length})</Typography>
        <Typography variant="body2" color="text.secondary">{translate('studio.removedText')}</Typography>
      </Box>
      <List dense>
        {data.map((removed) => (
          <ListItem
            key={`${removed.id}:${removed.revision}`}
            secondaryAction={(
              <Button startIcon={<RestoreOutlined />} disabled={edits.length > 0} onClick={() => setTarget(removed.revision - 1)}>{translate('studio.bringBack')}</Button>
            )}
          >
            <ListItemText
              primary={textFor(removed.field?.label, locale) || removed.id}
              secondary={`${removed.field?.name ?? removed.id} · ${translate(`fieldType.${removed.field?.type ?? 'other'}`, { _: '' })} · ${translate('studio.removedIn', { revision: removed.revision })}`}
            />
          </ListItem>
        ))}
      </List>
      {target !== undefined && (
        <PlanDialog
          title={translate('studio.planRollbackTitle', { revision: target })} request={{ rollbackTo: target }} onApplied={() => undefined} onClose={() => setTarget(undefined)}
        />
      )}
    </Paper>
  );
}

function nameOf(documents: readonly { readonly kind: string; readonly name: string; readonly body: Readonly<Record<string, unknown>> }[], id: string): string | undefined {
  return documents.find((d) => d.kind === 'object' && idOf(d.body) === id)?.name;
}

/** The field as it was in the last form of its document before a revision. */
function fieldBefore(versions: readonly DocumentVersion[], id: string, revision: number): FieldBody | undefined {
  return versions.filter((v) => v.from < revision).sort((a, b) => b.from - a.from).flatMap((v) => fieldsOf(v.body)).find((f) => idOf(f) === id);
}
