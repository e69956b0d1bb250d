import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, MenuItem, TextField } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { iconKeys, ObjectIcon } from '../fields/icons';
import { isName, nameFrom, withText, type Body } from './documents';
import { useStudio } from './StudioContext';

/** Describes a new object; it starts with a field that names its records. */
export function ObjectDialog({ onDone, onClose }: { readonly onDone: (body: Body) => void; readonly onClose: () => void }) {
  const translate = useTranslate();
  const { drafted } = useStudio();
  const [label, setLabel] = useState('');
  const [labelZh, setLabelZh] = useState('');
  const [plural, setPlural] = useState('');
  const [typedName, setTypedName] = useState<string>();
  const [icon, setIcon] = useState('star');
  const [ownership, setOwnership] = useState('user');
  const name = typedName ?? nameFrom(label, 'object');
  const taken = drafted.some((d) => (d.body ?? d.stored?.body)?.kind === 'object' && (d.body ?? d.stored?.body)?.name === name);
  const fault = name === '' ? undefined : !isName(name, 'object') ? translate('studio.namePattern', { start: 'A–Z' }) : taken ? translate('studio.nameTaken') : undefined;
  const complete = label.trim() !== '' && name !== '' && fault === undefined;
  const done = () => {
    const english = label.trim();
    const chinese = labelZh.trim();
    onDone({
      kind: 'object', name,
      label: withText(english, 'zh-CN', chinese),
      pluralLabel: withText(plural.trim() === '' ? english : plural.trim(), 'zh-CN', chinese),
      icon, ownership, nameField: 'name',
      fields: [{ name: 'name', type: 'text', label: { 'en': 'Name', 'zh-CN': '名称' }, required: true }],
    });
  };
  return (
    <Dialog open fullWidth maxWidth="sm" onClose={onClose}>
      <Box component="form" onSubmit={(event) => { event.preventDefault(); if (complete) done(); }}>
        <DialogTitle>{translate('studio.newObject')}</DialogTitle>
        <DialogContent dividers sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
          <TextField autoFocus required label={translate('studio.label')} value={label} onChange={(event) => setLabel(event.target.value)} />
          <TextField label={translate('studio.labelZh')} value={labelZh} onChange={(event) => setLabelZh(event.target.value)} />
          <TextField label={translate('studio.plural')} value={plural} onChange={(event) => setPlural(event.target.value)} />
          <TextField
            required label={translate('studio.name')} value={name} onChange={(event) => setTypedName(event.target.value)} error={fault !== undefined}
            helperText={fault ?? translate('studio.nameHelp')}
          />
          <TextField
            select label={translate('studio.icon')} value={icon} onChange={(event) => setIcon(event.target.value)}
            slotProps={{ select: { MenuProps: { slotProps: { list: { sx: { display: 'grid', gridTemplateColumns: 'repeat(6, 1fr)' } } } } } }}
          >
            {iconKeys.map((key) => <MenuItem key={key} value={key} aria-label={key}><ObjectIcon icon={key} fontSize="small" /></MenuItem>)}
          </TextField>
          <TextField select label={translate('studio.ownership')} value={ownership} onChange={(event) => setOwnership(event.target.value)}>
            <MenuItem value="user">{translate('studio.ownershipUser')}</MenuItem>
            <MenuItem value="organization">{translate('studio.ownershipOrganization')}</MenuItem>
          </TextField>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{translate('studio.cancel')}</Button>
          <Button type="submit" variant="contained" disabled={!complete}>{translate('studio.apply')}</Button>
        </DialogActions>
      </Box>
    </Dialog>
  );
}
