import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';

/** What stands where there is nothing to show, with the way on. */
export function EmptyState({ icon, title, text, action }: {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly text?: string;
  readonly action?: ReactNode;
}) {
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', alignItems: 'center', textAlign: 'center', gap: 1, py: { xs: 6, md: 10 }, px: 3 }}>
      {icon !== undefined && <Box sx={{ color: 'text.disabled', fontSize: 48, lineHeight: 1 }}>{icon}</Box>}
      <Typography variant="h6" component="p">{title}</Typography>
      {text !== undefined && <Typography color="text.secondary" sx={{ maxWidth: 420 }}>{text}</Typography>}
      {action !== undefined && <Box sx={{ mt: 1.5 }}>{action}</Box>}
    </Box>
  );
}
