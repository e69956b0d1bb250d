import AddOutlined from '@mui/icons-material/AddOutlined';
import ArrowDownwardOutlined from '@mui/icons-material/ArrowDownwardOutlined';
import ArrowUpwardOutlined from '@mui/icons-material/ArrowUpwardOutlined';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import { Box, Button, Checkbox, FormControlLabel, IconButton, TextField } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { isRecord } from '../api/problems';
import { nameFrom, textIn, withText, type Body } from './documents';
import { moved } from '../views/Sortable';

/** The choices of a picklist in their order. A choice that is in use is retired rather than removed: records keep it. */
export function Choices({ values, onChange }: { readonly values: unknown; readonly onChange: (values: readonly Body[]) => void }) {
  const translate = useTranslate();
  const choices: readonly Body[] = Array.isArray(values) ? values.filter(isRecord) : [];
  // Those added here: the value of a choice that was there before is what records and expressions have.
  const [added] = useState(() => new WeakSet<Body>());
  const put = (index: number, choice: Body) => onChange(choices.map((old, i) => {
    if (i !== index) return old;
    if (added.has(old)) added.add(choice);
    return choice;
  }));
  const add = () => {
    const choice: Body = { value: '' };
    added.add(choice);
    onChange([...choices, choice]);
  };
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      {choices.map((choice, index) => (
        <Box key={index} role="group" aria-label={textIn(choice.label, 'en')} sx={{ display: 'grid', gridTemplateColumns: { xs: 'auto 1fr auto', sm: 'auto 1fr 1fr 1fr auto auto' }, gap: 1, alignItems: 'center' }}>
          <Box
            component="input" type="color" aria-label={translate('studio.choiceColor')} value={typeof choice.color === 'string' ? choice.color : '#607d8b'}
            onChange={(event: React.ChangeEvent<HTMLInputElement>) => put(index, { ...choice, color: event.target.value })}
            sx={{ width: 32, height: 32, p: 0, border: 0, bgcolor: 'transparent', cursor: 'pointer' }}
          />
          <TextField
            label={translate('studio.choiceLabel')} value={textIn(choice.label, 'en')}
            onChange={(event) => put(index, { ...choice, label: withText(choice.label, 'en', event.target.value), ...(added.has(choice) ? suggested(choice, event.target.value) : {}) })}
          />
          <TextField
            label={translate('studio.choiceLabelZh')} value={textIn(choice.label, 'zh-CN')} sx={{ gridColumn: { xs: 2, sm: 'auto' } }}
            onChange={(event) => put(index, { ...choice, label: withText(choice.label, 'zh-CN', event.target.value) })}
          />
          <TextField label={translate('studio.choiceValue')} value={choice.value ?? ''} sx={{ gridColumn: { xs: 2, sm: 'auto' } }} onChange={(event) => put(index, { ...choice, value: event.target.value })} />
          <FormControlLabel
            label={translate('studio.retired')} sx={{ gridColumn: { xs: 2, sm: 'auto' } }}
            control={<Checkbox size="small" checked={choice.retired === true} onChange={(event) => put(index, retired(choice, event.target.checked))} />}
          />
          <Box sx={{ whiteSpace: 'nowrap', gridRow: { xs: 1, sm: 'auto' }, gridColumn: { xs: 3, sm: 'auto' } }}>
            <IconButton size="small" aria-label={translate('ra.action.move_up')} disabled={index === 0} onClick={() => onChange(moved(choices, index, index - 1))}><ArrowUpwardOutlined fontSize="small" /></IconButton>
            <IconButton size="small" aria-label={translate('ra.action.move_down')} disabled={index === choices.length - 1} onClick={() => onChange(moved(choices, index, index + 1))}><ArrowDownwardOutlined fontSize="small" /></IconButton>
            <IconButton size="small" aria-label={translate('studio.removeChoice')} onClick={() => onChange(choices.filter((_, i) => i !== index))}><CloseOutlined fontSize="small" /></IconButton>
          </Box>
        </Box>
      ))}
      <Button startIcon={<AddOutlined />} sx={{ justifySelf: 'start' }} onClick={add}>{translate('studio.addChoice')}</Button>
    </Box>
  );
}

function retired(choice: Body, on: boolean): Body {
  return Object.fromEntries(Object.entries({ ...choice, retired: on }).filter(([key]) => key !== 'retired' || on));
}

/** The value of a new choice follows the label until someone writes another one. */
function suggested(choice: Body, label: string): Body {
  const before = nameFrom(textIn(choice.label, 'en'), 'field');
  return choice.value === '' || choice.value === before ? { value: nameFrom(label, 'field') } : {};
}
