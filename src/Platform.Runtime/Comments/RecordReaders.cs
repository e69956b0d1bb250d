using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Comments;

/// <summary>Who may read a record, as each of them would ask for it.</summary>
internal static class RecordReaders
{
    /// <summary>Those of some people who are active and may read the records, each with the record; in two round trips, however many they are.</summary>
    /// <param name="session">The transaction in which to look.</param>
    /// <param name="place">Tenant and model; the rights are those of the people.</param>
    /// <param name="asked">Records, and ids of people.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task<HashSet<(Guid Record, Guid Person)>> OfAsync(
        WriteSession session, RecordCaller place, IReadOnlyCollection<(ObjectModel Target, Guid Record, Guid[] People)> asked, CancellationToken cancellation)
    {
        Dictionary<Guid, string[]> roles = [];
        session.Enqueue(Roles(place).Bind([asked.SelectMany(a => a.People).Distinct().ToArray()]), async (reader, c) =>
        {
            while (await reader.ReadAsync(c)) roles[reader.GetGuid(0)] = await reader.IsDBNullAsync(1, c) ? [] : reader.GetFieldValue<string[]>(1);
        });
        await session.FlushAsync(cancellation);
        HashSet<(Guid, Guid)> readers = [];
        foreach (var group in asked.SelectMany(a => a.People.Where(roles.ContainsKey).Select(p => (a.Target, Person: p, a.Record))).GroupBy(a => (a.Target, a.Person), a => a.Record))
        {
            (ObjectModel target, Guid person) = group.Key;
            RecordCaller caller = new(place.TenantId, place.Schema, place.Model, PermissionCompiler.Compile(place.Model, roles[person]), person) { TenantTimeZone = place.TenantTimeZone };
            if (!caller.Permissions.For(target.Name).CanRead) continue;
            StatementTemplate look = RecordStatements.Lock(RecordLayout.Of(target), caller, RowRight.Read, RowState.Live, null, []);
            session.Enqueue(look.Bind(group.Distinct().Order().ToArray(), person, null), async (reader, c) =>
            {
                while (await reader.ReadAsync(c)) readers.Add((reader.GetGuid(0), person));
            });
        }

        await session.FlushAsync(cancellation);
        return readers;
    }

    private static StatementTemplate Roles(RecordCaller place)
    {
        var users = RecordLayout.Of(place.Model.Object("User"));
        return users.Template("roles " + place.Schema, () => new StatementTemplate(new SqlSelect
        {
            Items = [new SqlItem(Of(users.Id)), new SqlItem(Of(users["roles"]))],
            From = new SqlTableSource(new SqlTable(place.Schema, users.Object.Table), "u"),
            Where = And(Of(users.Id).EqualToAny(StatementTemplate.Value(SqlType.Uuid.Array, 0)), Of(users["active"]), Of(users.DeletedAt).IsNull()),
        }));
    }

    private static SqlExpression Of(FieldSlot slot) => Column("u", slot.Columns[0].Name);
}
