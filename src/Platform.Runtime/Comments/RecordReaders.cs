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
    /// <summary>Those of some people who are active and may read the record.</summary>
    /// <param name="session">The transaction in which to look.</param>
    /// <param name="place">Tenant and model; the rights are those of the people.</param>
    /// <param name="target">Object of the record.</param>
    /// <param name="record">The record.</param>
    /// <param name="people">Ids of people.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task<HashSet<Guid>> OfAsync(
        WriteSession session, RecordCaller place, ObjectModel target, Guid record, Guid[] people, CancellationToken cancellation)
    {
        Dictionary<Guid, string[]> roles = [];
        session.Enqueue(Roles(place).Bind([people]), async (reader, c) =>
        {
            while (await reader.ReadAsync(c)) roles[reader.GetGuid(0)] = await reader.IsDBNullAsync(1, c) ? [] : reader.GetFieldValue<string[]>(1);
        });
        await session.FlushAsync(cancellation);
        HashSet<Guid> readers = [];
        var layout = RecordLayout.Of(target);
        foreach ((Guid person, string[] names) in roles)
        {
            RecordCaller caller = new(place.TenantId, place.Schema, place.Model, PermissionCompiler.Compile(place.Model, names), person);
            if (!caller.Permissions.For(target.Name).CanRead) continue;
            StatementTemplate look = RecordStatements.Lock(layout, caller, RowRight.Read, RowState.Live, null, []);
            session.Enqueue(look.Bind(new[] { record }, person, null), async (reader, c) =>
            {
                if (await reader.ReadAsync(c)) readers.Add(person);
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
