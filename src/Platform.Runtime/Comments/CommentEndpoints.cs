using Npgsql;
using Platform.Metadata.Model;
using Platform.Runtime.Database;
using Platform.Runtime.Identity;
using Platform.Runtime.Problems;
using Platform.Runtime.Reading;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Comments;

/// <summary>
/// <c>GET /comments/readers?object=Deal&amp;record=…&amp;search=an</c>: people whom a comment at the record can mention, by a part of their name or address: at most ten of
/// those who may read the record.
/// </summary>
internal static class CommentEndpoints
{
    // Looked at for ten that may read the record: in a company where nearly nobody may, more letters help.
    private const int Candidates = 60;
    private const int Most = 10;
    private const int LongestSearch = 100;

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    /// <summary>Maps the endpoint.</summary>
    internal static void MapComments(this IEndpointRouteBuilder routes) => routes.MapGet("/comments/readers", AnswerAsync).RequireIdentity();

    private static async Task AnswerAsync(HttpContext context)
    {
        CancellationToken cancellation = context.RequestAborted;
        IQueryCollection query = context.Request.Query;
        string search = query["search"].ToString().Trim();
        RecordCaller caller = await context.RequestServices.GetRequiredService<ICallerSource>().FindAsync(context.GetRequestIdentity()!, cancellation);
        bool isNamed = Guid.TryParseExact(query["record"].ToString(), "D", out Guid record);
        if (!isNamed || search.Length > LongestSearch || !caller.Model.TryGetObject(query["object"].ToString(), out ObjectModel? target) || !caller.Permissions.For(target.Name).CanRead)
        {
            await context.WriteProblemAsync(ProblemCatalog.NotFound);
            return;
        }

        NpgsqlDataSource source = context.RequestServices.GetRequiredService<RecordConnections>().Ordinary;
        await using WriteSession session = new(await source.OpenConnectionAsync(cancellation), TimeLimit);
        List<(Guid Id, string Name)> people = [];
        bool mayRead = false;
        session.Enqueue(RecordStatements.Lock(RecordLayout.Of(target), caller, RowRight.Read, RowState.Live, null, []).Bind(new[] { record }, caller.UserId, caller.Reach), async (reader, c) =>
            mayRead = await reader.ReadAsync(c));
        session.Enqueue(People(caller).Bind(Pattern(search)), async (reader, c) =>
        {
            while (await reader.ReadAsync(c)) people.Add((reader.GetGuid(0), reader.GetString(1)));
        });
        await session.FlushAsync(cancellation);
        if (!mayRead)
        {
            await session.RollbackAsync();
            await context.WriteProblemAsync(ProblemCatalog.NotFound);
            return;
        }

        HashSet<(Guid Record, Guid Person)> readers = await RecordReaders.OfAsync(session, caller, [(target, record, [.. people.Select(p => p.Id)])], cancellation);
        await session.RollbackAsync();
        await context.Response.WriteAsJsonAsync(new { readers = people.Where(p => readers.Contains((record, p.Id))).Take(Most).Select(p => new { id = p.Id, name = p.Name }) }, cancellation);
    }

    private static string Pattern(string search) =>
        $"%{search.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";

    private static StatementTemplate People(RecordCaller caller)
    {
        var users = RecordLayout.Of(caller.Model.Object("User"));
        SqlExpression Of(FieldSlot slot) => Column("u", slot.Columns[0].Name);
        SqlExpression pattern = StatementTemplate.Value(SqlType.Text, 0);
        return users.Template("people " + caller.Schema, () => new StatementTemplate(new SqlSelect
        {
            Items = [new SqlItem(Of(users.Id)), new SqlItem(Of(users["name"]))],
            From = new SqlTableSource(new SqlTable(caller.Schema, users.Object.Table), "u"),
            Where = And(
                Of(users["active"]), Of(users.DeletedAt).IsNull(),
                Or(Infix(Of(users["name"]), "ilike", pattern), Infix(Of(users["email"]), "ilike", pattern))),
            OrderBy = [new SqlOrder(Of(users["name"])), new SqlOrder(Of(users.Id))],
            Limit = Number(Candidates),
        }));
    }
}
