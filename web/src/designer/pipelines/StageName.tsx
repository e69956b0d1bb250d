import { Box, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Texts } from '../Texts';
import { useChoices } from './choices';

/** What people call a stage: the label of the choice that it stands for. Another label is a rename, which no record notices. */
export function StageName({ object, field, value }: { readonly object: string; readonly field: unknown; readonly value: unknown }) {
  const translate = useTranslate();
  const { choices, put } = useChoices(object, field);
  const choice = choices.find((c) => c.value === value);
  if (choice === undefined) return null;
  if (put === undefined) return <Typography variant="caption" color="text.secondary">{translate('stage.nameOfPackage', { value: String(value) })}</Typography>;
  return (
    <Box role="group" aria-label={translate('stage.name')} sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' } }}>
      <Texts required value={choice.body.label} label="stage.nameEn" labelZh="stage.nameZh" onChange={(label) => put({ ...choice.body, label: label ?? '' })} />
    </Box>
  );
}
