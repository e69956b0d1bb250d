/** English texts of duplicates and of merging records. */
export const duplicatesEn = {
  found: 'One existing record may be the same |||| %{smart_count} existing records may be the same',
  foundText: 'Open one of them instead, or save if yours is another.',
  hidden: 'You cannot open this record.',
  merge: 'Merge',
  mergeTitle: 'Merge %{smart_count} %{name}',
  mergeText: 'One record stays with the values that you choose. What belongs to the others moves to it, and they go to the recycle bin. It can be undone within 30 days.',
  keep: 'Keep this record',
  field: 'Field',
  same: 'Their other values are the same.',
  moves: 'Also moves: %{list}',
  merged: 'Merged. |||| Merged.',
  undo: 'Undo',
  undone: 'The merge was undone.',
  tooMany: 'Choose 2 to 5 records to merge.',
};
