using System.Text.Json;
using Npgsql;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Timers;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Approvals;

/// <summary>Timers by which pending requests go over to another version of their flow, or end, after a deploy that says so.</summary>
internal static class RunningApprovalTimers
{
    /// <summary>Their topic; the key is the request and the revision.</summary>
    public const string Topic = "approvalVersion";

    /// <summary>The command that gives every pending request of a flow a timer. Parameters are tenant, instant, flow, payload and revision.</summary>
    public static StatementTemplate Due(TenantModel model, string schema, string flow)
    {
        var layout = RecordLayout.Of(model.Object(ApprovalFields.RequestObject));
        SqlExpression Of(string field) => Column("q", layout[field].Columns[0].Name);
        SqlExpression id = Of(SystemFields.Id).As(SqlType.Text);
        SqlExpression payload = Infix(
            StatementTemplate.Value(SqlType.Jsonb, 3), "||", Call("jsonb_build_object", Literal("request"), id, Literal("submitter"), Of(SystemFields.Owner)));
        return layout.Template($"running {schema} {flow}", () => new StatementTemplate(new SqlInsert
        {
            Table = new SqlTable("platform", "timers"),
            Columns = ["tenant_id", "topic", "key", "due_at", "payload"],
            Source = new SqlSelect
            {
                Items =
                [
                    new SqlItem(StatementTemplate.Value(SqlType.Uuid, 0)), new SqlItem(Literal(Topic)), new SqlItem(Call("concat_ws", Literal(":"), id, StatementTemplate.Value(SqlType.BigInt, 4))),
                    new SqlItem(StatementTemplate.Value(SqlType.TimestampTz, 1)), new SqlItem(payload),
                ],
                From = new SqlTableSource(new SqlTable(schema, layout.Object.Table), "q"),
                Where = And(
                    Of("flow").EqualTo(StatementTemplate.Value(SqlType.Text, 2)),
                    Of("status").EqualToAny(new SqlArrayLiteral([Literal("pending"), Literal("returned")], SqlType.Text.Array)),
                    Of(SystemFields.DeletedAt).IsNull()),
            },
            OnConflict = new SqlConflict([], null, []),
        }));
    }

    /// <summary>The command that looks whether an earlier deploy has yet to take a request over, one row if so. Parameters are tenant, request and revision.</summary>
    public static NpgsqlBatchCommand Earlier(Guid tenantId, Guid request, long revision) => new(
        """
        SELECT 1 FROM platform.timers
        WHERE tenant_id = $1 AND topic = $4 AND failed_at IS NULL AND payload->>'request' = $2 AND (payload->>'revision')::bigint < $3 LIMIT 1
        """)
    {
        Parameters =
        {
            new NpgsqlParameter<Guid> { TypedValue = tenantId },
            new NpgsqlParameter<string> { TypedValue = request.ToString("D") },
            new NpgsqlParameter<long> { TypedValue = revision },
            new NpgsqlParameter<string> { TypedValue = Topic },
        },
    };

    /// <summary>What all timers of a deploy have in common, as JSON.</summary>
    public static string Write(RunningApproval what) => JsonSerializer.Serialize(what, JsonSerializerOptions.Web);

    /// <summary>What a timer is about.</summary>
    public static RunningApproval Read(DueTimer timer) => JsonSerializer.Deserialize<RunningApproval>(timer.Payload, JsonSerializerOptions.Web)!;
}

/// <summary>What becomes of a pending request.</summary>
/// <param name="Flow">Its flow.</param>
/// <param name="Moves">True: it goes over to the flow as that revision has it. False: it ends.</param>
/// <param name="Steps">New names of steps, by the names that they had.</param>
/// <param name="Note">What the trail says about it.</param>
/// <param name="By">Who deployed; null for the platform.</param>
/// <param name="Revision">The revision that says so.</param>
internal sealed record RunningApproval(string Flow, bool Moves, IReadOnlyDictionary<string, string> Steps, string? Note, Guid? By, long Revision)
{
    /// <summary>The text of the flow, as that revision has it, to which the request goes over; null when it ends.</summary>
    public string? Definition { get; init; }

    /// <summary>The request.</summary>
    public Guid Request { get; init; }

    /// <summary>Who submitted it.</summary>
    public Guid Submitter { get; init; }
}
