import { Box } from '@mui/material';
import { formatMoney, formatNumber } from '../model/formats';
import type { Money } from '../model/money';
import { useFormats } from '../providers/workspaceContext';

/** Sums, one for each currency: they are not added up. */
export function Sums({ sums, end }: { readonly sums: readonly Money[]; readonly end?: boolean }) {
  const { locale } = useFormats();
  return (
    <Box component="span" className="number" sx={{ display: 'inline-flex', flexWrap: 'wrap', columnGap: 1, justifyContent: end === true ? 'flex-end' : undefined }}>
      {sums.map(({ currency, amount }) => <span key={currency}>{currency === '' ? formatNumber(amount, locale) : formatMoney(amount, currency, locale, sums.length > 1 ? 'code' : 'narrowSymbol')}</span>)}
    </Box>
  );
}
