import { Box, Paper } from '@mui/material';
import type { Body } from './documents';
import { Choices } from './Choices';
import { Texts } from './Texts';

/** A picklist that fields of many objects share. */
export function PicklistEditor({ body, onChange }: { readonly body: Body; readonly onChange: (body: Body) => void }) {
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Paper variant="outlined" sx={{ p: 2, display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
        <Texts value={body.label} onChange={(label) => onChange({ ...body, label })} />
      </Paper>
      <Paper variant="outlined" sx={{ p: 2 }}><Choices values={body.values} onChange={(values) => onChange({ ...body, values })} /></Paper>
    </Box>
  );
}
