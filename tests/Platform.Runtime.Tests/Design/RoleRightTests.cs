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

    private static string? Reason(JsonElement answer) => answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("reason").GetString();
}
