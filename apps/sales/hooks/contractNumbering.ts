/** Amendments are numbered after their main contract, in the order in which they are made; several in one batch follow each other. */
export default async function number({ records, error, t, db }: HookContext<'Contract'>): Promise<void> {
  const amendments = records.filter((contract) => contract.type === 'amendment');
  const made = new Map<string, number>();
  for (const contract of amendments) {
    if (contract.parent === null || contract.parent === undefined) {
      error(contract, 'parent', t('noMain'));
      continue;
    }
    const main = await db.get('Contract', contract.parent, ['name']);
    if (main === null) continue;
    const earlier = made.get(contract.parent) ?? (await count(contract.parent));
    made.set(contract.parent, earlier + 1);
    contract.name = `${main.name ?? ''} – A${earlier + 1}`;
  }

  async function count(parent: string): Promise<number> {
    const [group] = await db.aggregate('Contract', { by: ['parent'], filter: { parent: { id: { eq: parent } }, type: { eq: 'amendment' } } });
    return group?.count ?? 0;
  }
}
