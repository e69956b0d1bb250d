import CheckOutlined from '@mui/icons-material/CheckOutlined';
import { Box, ButtonBase } from '@mui/material';

/** One stage of a path. */
export function StageStop({ label, done, current, chosen, choose }: {
  readonly label: string;
  readonly done: boolean;
  readonly current: boolean;
  readonly chosen: boolean;
  readonly choose: () => void;
}) {
  const color = current ? 'primary.contrastText' : 'text.primary';
  return (
    <Box component="li" sx={{ flex: '1 0 auto' }}>
      <ButtonBase
        onClick={choose} aria-current={current ? 'step' : undefined} aria-pressed={chosen}
        sx={{
          width: '100%', minHeight: 36, px: 1.5, borderRadius: 1, gap: 0.5, fontSize: 14, color, whiteSpace: 'nowrap', border: 1,
          borderColor: chosen ? 'primary.main' : 'divider', bgcolor: current ? 'primary.main' : done ? 'action.selected' : 'background.paper',
        }}
      >
        {done && <CheckOutlined sx={{ fontSize: 16 }} />}
        {label}
      </ButtonBase>
    </Box>
  );
}
