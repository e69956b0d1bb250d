using Platform.Metadata.Computation;
using Platform.Metadata.Model;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Writing.Rollups;

/// <summary>
/// Notes, before rows are removed for good, whose rollups will change: parents of the rows, and of rows that refer to them, because those references are
/// cleared.
/// </summary>
internal static class PurgedParents
{
    /// <summary>Queues the look-ups.</summary>
    /// <param name="batch">The write.</param>
    /// <param name="layout">Object of the rows.</param>
    /// <param name="ids">The rows.</param>
    /// <returns>True when there is something to wait for.</returns>
    public static bool Enqueue(WriteBatch batch, RecordLayout layout, Guid[] ids)
    {
        RollupGraph graph = RollupGraph.Of(batch.Model);
        string schema = batch.Caller.Schema;
        bool any = false;
        foreach (RollupGroup group in graph.Groups)
        {
            List<ParentSource> sources = [];
            if (group.Child == layout && group.Link.Column is null) sources.Add(ParentSource.Linked(group, schema, ids));
            else if (group.Child == layout) sources.Add(ParentSource.Rows(graph.Model, group, schema, ids, isTaken: false));
            foreach (IReadOnlyList<string> path in Ways(graph.Model, group, layout.Object.Name)) sources.Add(ParentSource.Referring(graph.Model, group, schema, path, ids));
            foreach (ParentSource source in sources)
            {
                any = true;
                if (!batch.PurgedParents.TryGetValue(group, out HashSet<Guid>? parents)) batch.PurgedParents[group] = parents = [];
                batch.Session.Enqueue(
                    graph.Template($"purged {schema} {group.Key} {source.Key}", () => new StatementTemplate(new SqlSelect
                    {
                        Items = [new SqlItem(Column("q", "parent"))],
                        From = new SqlSubquery(source.Query(0, false), "q"),
                        Where = Column("q", "parent").IsNotNull(),
                        Distinct = true,
                    })).Bind([.. source.Values]),
                    async (reader, c) =>
                    {
                        while (await reader.ReadAsync(c)) parents.Add(reader.GetGuid(0));
                    });
            }
        }

        return any;
    }

    /// <summary>The ways over which records of a list depend on references to an object: those at whose end the reference itself is read or followed.</summary>
    private static IEnumerable<IReadOnlyList<string>> Ways(TenantModel model, RollupGroup group, string target)
    {
        IEnumerable<RollupInput> inputs = group.Rollups.SelectMany(r => r.Inputs.Stored);
        return inputs
            .Where(i => i.Field != group.Link.Field.Name || i.Path.Count > 0)
            .Where(i => model.Object(i.Object).Field(i.Field).Type is Metadata.Fields.LookupType lookup && lookup.Target == target)
            .Select(i => (IReadOnlyList<string>)[.. i.Path, i.Field])
            .DistinctBy(w => string.Join('.', w));
    }
}
