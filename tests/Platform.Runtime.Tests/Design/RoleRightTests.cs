using System.Text.Json;
using Platform.Runtime.Tests.Hooks;
using Platform.Testing;
using Xunit;
using static Platform.Runtime.Tests.Hooks.HookedHost;

namespace Platform.Runtime.Tests.Design;

/// <summary>Roles gain rights by whoever may manage users alone.</summary>
public sealed class RoleRightTests(TestHost host) : IClassFixture<TestHost>
{
    private const string Role = """{"kind":"role","name":"designer","label":"Designer","rights":["customize"],"objects":[{"object":"Deal","read":"all","edit":"all"}]}""";

    [Fact]
    public async Task Whoever_designs_without_managing_users_narrows_roles_and_widens_none()
    {
        using HookedHost administrator = await OpenAsync(host);
        await administrator.PublishAsync(Role);
        using HookedHost designer = await administrator.OfMemberAsync("designer@example.com", "designer");
        string[] wider =
        [
            Role.Replace("\"customize\"", "\"customize\",\"manageUsers\"", StringComparison.Ordinal),
            Role.Replace("\"Deal\",\"read\"", "\"*\",\"read\"", StringComparison.Ordinal),
            Role.Replace("\"edit\":\"all\"", "\"edit\":\"all\",\"delete\":\"own\"", StringComparison.Ordinal),
            Role.Replace("\"designer\"", "\"other\"", StringComparison.Ordinal),
        ];
        foreach (string role in wider) Assert.Equal("AGREEMENT_FORBIDDEN", Reason(await designer.TryPublishAsync(role, "ROLE_RIGHTS", "DATA_LOSS")));
        await designer.PublishAsync(Role.Replace("\"edit\":\"all\"", "\"edit\":\"own\"", StringComparison.Ordinal));

        // Going back would give it again.
        long revision = Succeeded(await administrator.AskAsync("/metadata", "{ revision }")).GetProperty("revision").GetInt64() - 1;
        const string Rollback = "mutation($to: Int!) { rollback(to: $to) { revision } }";
        Assert.Equal("AGREEMENT_FORBIDDEN", Reason(await designer.AskAsync("/metadata", Rollback, new { to = revision })));
        Succeeded(await administrator.AskAsync("/metadata", Rollback, new { to = revision }));
    }

    [Fact]
    public async Task A_role_by_which_alone_somebody_manages_users_neither_goes_nor_loses_the_right()
    {
        const string Governor = """{"kind":"role","name":"governor","label":"Governor","rights":["customize","manageUsers"],"objects":[{"object":"User","read":"all","edit":"all"}]}""";
        const string Remove = """mutation { apply(edits: [{remove: {kind: "role", name: "governor"}}], accept: ["DATA_LOSS"]) { revision } }""";
        string narrowed = Governor.Replace(",\"manageUsers\"", "", StringComparison.Ordinal);
        using HookedHost administrator = await OpenAsync(host);
        await administrator.PublishAsync(Governor);
        using HookedHost governor = await administrator.OfMemberAsync("governor@example.com", "governor");
        await ExecuteAsync("UPDATE t_default.\"user\" SET roles = '{salesRep}' WHERE roles = '{administrator}'");
        Assert.Equal("PLAN_BLOCKED", Reason(await administrator.TryPublishAsync(narrowed)));
        Assert.Equal("PLAN_BLOCKED", Reason(await administrator.AskAsync("/metadata", Remove)));

        // Somebody who was never given a way to sign in manages nobody.
        await ExecuteAsync(
            "INSERT INTO t_default.\"user\" (id, version, created_at, updated_at, name, email, active, roles) VALUES (gen_random_uuid(), 1, now(), now(), 'Imported', 'imported@example.com', true, '{administrator}')");
        Assert.Equal("PLAN_BLOCKED", Reason(await administrator.TryPublishAsync(narrowed)));
        Assert.Equal("PLAN_BLOCKED", Reason(await administrator.AskAsync("/metadata", Remove)));
        await ExecuteAsync("UPDATE t_default.\"user\" SET roles = '{administrator}' WHERE roles = '{salesRep}'");
        await administrator.PublishAsync(narrowed);
        await administrator.PublishAsync(Governor);
        Succeeded(await administrator.AskAsync("/metadata", Remove));
    }

    private async Task ExecuteAsync(string sql)
    {
        await using Npgsql.NpgsqlCommand command = host.Database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static string? Reason(JsonElement answer) => answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("reason").GetString();
}
