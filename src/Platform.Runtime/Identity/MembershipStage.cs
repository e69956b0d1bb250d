using Npgsql;
using Platform.GraphQL;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Values;
using Platform.Runtime.Writing;

namespace Platform.Runtime.Identity;

/// <summary>
/// Who may sign in, and with which roles, is said on the person's record: what is written there holds for the membership in the same transaction. Sessions of who may not sign in any more end,
/// and the last person who may manage users keeps doing so (decision 0092).
/// </summary>
internal static class MembershipStage
{
    /// <summary>Name of the object of people.</summary>
    public const string UserObject = "User";

    // Locked, so that of two people who take the right from each other the second sees what the first did.
    private const string LockGoverning =
        "SELECT id FROM platform.memberships WHERE tenant_id = $1 AND status = 'active' AND roles && $2 ORDER BY id FOR UPDATE";

    /// <summary>Who may manage users and sign in. Parameters are the tenant and the roles that have the right.</summary>
    public const string CountGoverning = "SELECT id FROM platform.memberships WHERE tenant_id = $1 AND status = 'active' AND roles && $2";

    private const string EndSessions =
        """
        DELETE FROM platform.sessions AS s USING platform.memberships AS m
        WHERE s.membership_id = m.id AND m.tenant_id = $1 AND m.user_id = ANY ($2) AND m.status <> 'active'
        """;

    private const string Remove = "DELETE FROM platform.memberships WHERE tenant_id = $1 AND user_id = ANY ($2)";

    /// <summary>Runs the stage, once the records are written.</summary>
    public static async Task RunAsync(WriteBatch batch, CancellationToken cancellation)
    {
        if (batch.Layout.Object is not { IsSystem: true, Name: UserObject }) return;
        RecordWrite[] changed = [.. batch.Records.Where(r => !r.IsRefused && r.HasEffect && Concerns(r))];
        if (changed.Length == 0) return;

        // Rights that the platform lends, to approvals and to scripts that run as the system, are none over people.
        if (!batch.Caller.Own.Has(SystemRight.ManageUsers))
        {
            Refuse(batch, changed[0], GraphQLErrorCode.Forbidden, WriteCodes.UserForbidden);
            return;
        }

        string[] governing = Governing(batch.Model);
        int before = 0, after = 0;
        Ask(batch, LockGoverning, governing, () => before++);
        Guid[] purged = [.. changed.Where(r => r.Kind == WriteKind.Purge).Select(r => r.Id)], kept = [.. changed.Select(r => r.Id).Except(purged)];
        if (purged.Length > 0) batch.Session.Enqueue(Command(Remove, batch.Caller.TenantId, purged));
        if (kept.Length > 0)
        {
            batch.Session.Enqueue(MembershipStatements.Follow(batch.Layout.Object, batch.Caller.Schema).Bind(batch.Caller.TenantId, kept));
            batch.Session.Enqueue(Command(EndSessions, batch.Caller.TenantId, kept));
        }

        Ask(batch, CountGoverning, governing, () => after++);
        await batch.Session.FlushAsync(cancellation);
        if (before == 0 || after > 0) return;

        Refuse(batch, changed[0], GraphQLErrorCode.ValidationFailed, WriteCodes.LastAdministrator);
    }

    /// <summary>Names of the roles that may manage users.</summary>
    public static string[] Governing(TenantModel model) => [.. model.Roles.Where(r => r.Rights.Contains(SystemRight.ManageUsers)).Select(r => r.Name)];

    private static bool Concerns(RecordWrite record) => record.Kind switch
    {
        WriteKind.Update => record.IsChanged[record.Layout["active"].Ordinal] || record.IsChanged[record.Layout["roles"].Ordinal],
        WriteKind.Delete or WriteKind.Restore or WriteKind.Purge => true,
        _ => false,
    };

    // What is written already cannot be left out any more.
    private static void Refuse(WriteBatch batch, RecordWrite record, string category, string code)
    {
        record.Refuse(category, null, new ValueProblem(code));
        batch.Refusal ??= record.Refusal(batch.Caller.Language, batch.IsMany);
    }

    private static void Ask(WriteBatch batch, string text, string[] governing, Action found) =>
        batch.Session.Enqueue(Command(text, batch.Caller.TenantId, governing), async (reader, c) =>
        {
            while (await reader.ReadAsync(c)) found();
        });

    private static NpgsqlBatchCommand Command<T>(string text, Guid tenant, T[] values)
    {
        NpgsqlBatchCommand command = new(text);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenant });
        command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = values });
        return command;
    }
}
