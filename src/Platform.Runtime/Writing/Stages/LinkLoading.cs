using Platform.Metadata.Fields;
using Platform.Metadata.Values;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Writing.Stages;

/// <summary>The stored links of many-to-many fields that an update changes.</summary>
internal static class LinkLoading
{
    private const string Link = "l";

    /// <summary>
    /// Queues the look-up of links. A whole set replaces the links that the caller can see: links to records that they cannot read are not theirs to drop.
    /// </summary>
    public static void Enqueue(WriteBatch batch, IReadOnlyList<RecordWrite> records)
    {
        foreach (FieldSlot slot in batch.Layout.Links)
        {
            Dictionary<Guid, RecordWrite> changed = records.Where(r => r.Values[slot.Ordinal] is LinkChange).ToDictionary(r => r.Id);
            if (changed.Count == 0) continue;
            Dictionary<Guid, List<(Guid Target, bool IsReadable)>> links = changed.Keys.ToDictionary(id => id, _ => new List<(Guid, bool)>());
            batch.Session.Enqueue(Statement(batch, slot).Bind(changed.Keys.ToArray(), batch.Caller.UserId, batch.Caller.Reach), async (reader, c) =>
            {
                while (await reader.ReadAsync(c)) links[reader.GetGuid(0)].Add((reader.GetGuid(1), reader.GetBoolean(2)));
                foreach ((Guid id, RecordWrite record) in changed) record.LinkDeltas[slot] = Delta((LinkChange)record.Values[slot.Ordinal]!, links[id]);
            });
        }
    }

    /// <summary>The links of a new record.</summary>
    public static LinkDelta New(LinkChange change) => Delta(change, []);

    private static LinkDelta Delta(LinkChange change, List<(Guid Target, bool IsReadable)> links)
    {
        HashSet<Guid> present = [.. links.Select(l => l.Target)];
        IEnumerable<Guid> wanted = change.Set ?? change.Add;
        IEnumerable<Guid> unwanted = change.Set is { } set
            ? links.Where(l => l.IsReadable && !set.Contains(l.Target)).Select(l => l.Target)
            : change.Remove.Where(present.Contains);
        return new LinkDelta([.. present.Order()], [.. wanted.Where(id => !present.Contains(id)).Order()], [.. unwanted.Order()]);
    }

    private static StatementTemplate Statement(WriteBatch batch, FieldSlot slot) => batch.Layout.Template(
        $"links {slot.Ordinal} {batch.Caller.RightsKey}",
        () =>
        {
            RecordLayout target = RecordLayout.Of(batch.Model.Object(((ManyToManyType)slot.Field.Type).Target));
            SqlExpression targetId = Column(Link, LinkColumns.Target);
            return new StatementTemplate(new SqlSelect
            {
                Items =
                [
                    new SqlItem(Column(Link, LinkColumns.Source)),
                    new SqlItem(targetId),
                    new SqlItem(Exists(new SqlSelect
                    {
                        Items = [new SqlItem(Number(1))],
                        From = new SqlTableSource(new SqlTable(batch.Caller.Schema, target.Object.Table), "t"),
                        Where = And(
                            Column("t", target.Id.Columns[0].Name).EqualTo(targetId),
                            RecordStatements.InState(target, RowState.Live),
                            RecordStatements.Right(target, batch.Caller, RowRight.Read)),
                    })),
                ],
                From = new SqlTableSource(new SqlTable(batch.Caller.Schema, slot.Field.LinkTable!), Link),
                Where = Column(Link, LinkColumns.Source).EqualToAny(StatementTemplate.Value(SqlType.Uuid.Array, 0)),
            });
        });
}
