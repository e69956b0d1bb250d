import CheckOutlined from '@mui/icons-material/CheckOutlined';
import { Box, ButtonBase } from '@mui/material';
import { useEffect, useRef } from 'react';
import type { StageKind } from '../api/workspace.generated';

/** Color of the stage that a record is in, and of the text on it, by what the stage means. */
const colors: Readonly<Record<StageKind, readonly [string, string]>> = {
  open: ['primary.main', 'primary.contrastText'],
  won: ['success.main', 'success.contrastText'],
  lost: ['error.main', 'error.contrastText'],
  invalid: ['grey.700', 'common.white'],
};

/** One stage of a path. */
export function StageStop({ label, kind, passed, current, chosen, choose }: {
  readonly label: string;
  readonly kind: StageKind;
  readonly passed: boolean;
  readonly current: boolean;
  readonly chosen: boolean;
  readonly choose: () => void;
}) {
  const stop = useRef<HTMLLIElement>(null);
  useEffect(() => {
    const path = stop.current?.parentElement;
    // A long path begins where the record is; the page itself stays where it was.
    if (current && stop.current != null && path != null) path.scrollLeft = stop.current.offsetLeft - (path.clientWidth - stop.current.clientWidth) / 2;
  }, [current]);
  const [color, text] = colors[kind];
  return (
    <Box component="li" ref={stop} sx={{ flex: '1 0 auto' }}>
      <ButtonBase
        onClick={choose} aria-current={current ? 'step' : undefined} aria-pressed={chosen}
        sx={{
          width: '100%', minHeight: 36, px: 1.5, borderRadius: 1, gap: 0.5, fontSize: 14, color: current ? text : 'text.primary', whiteSpace: 'nowrap', border: 1,
          borderColor: chosen ? color : 'divider', bgcolor: current ? color : passed ? 'action.selected' : 'background.paper',
        }}
      >
        {passed && <CheckOutlined sx={{ fontSize: 16 }} />}
        {label}
      </ButtonBase>
    </Box>
  );
}
