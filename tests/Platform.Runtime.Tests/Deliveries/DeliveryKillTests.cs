using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Platform.Runtime.Tests.Hosting;
using Platform.Runtime.Tests.Isolation;
using Platform.Runtime.Tests.Mail;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Deliveries;

/// <summary>A node that is killed in the midst of mails and calls, and the one that goes on.</summary>
public sealed class DeliveryKillTests(PostgresServer server) : IAsyncLifetime
{
    private const int Deals = 3, Updates = 10, AnsweredBeforeTheKill = 8;
    private const string Early = "early@example.com", Late = "late@example.com";

    private const string Deal =
        """{"kind":"object","name":"Deal","label":"Deal","pluralLabel":"Deals","nameField":"title","fields":[{"name":"title","label":"Title","type":"text"},{"name":"step","label":"Step","type":"integer"}]}""";

    private readonly string _data = Directory.CreateTempSubdirectory("platform-killed-").FullName;
    private readonly SmtpCatcher _mail = new();
    private readonly TaskCompletionSource _killed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TestDatabase _database = null!;
    private LocalServer _receiver = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await CatalogDatabase.CreateAsync(server);
        _receiver = await LocalServer.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _killed.TrySetResult();
        await _receiver.DisposeAsync();
        await _mail.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task What_a_killed_node_had_promised_is_mailed_and_called_by_another_and_repeats_have_the_same_id()
    {
        // Of two mails the server is silent about one, and takes the other without saying so; of the calls it takes some, and answers no more.
        ConcurrentQueue<string> asked = [];
        int calls = 0;
        _mail.BeforeAnswer = to =>
        {
            asked.Enqueue(to);
            return to == Early ? _killed.Task : Task.CompletedTask;
        };
        _mail.AfterTaking = to => to == Late ? _killed.Task : Task.CompletedTask;
        _receiver.Answer = (_, _) => Interlocked.Increment(ref calls) > AnsweredBeforeTheKill ? _killed.Task : Task.CompletedTask;

        using (HostProcess first = Node())
        {
            await first.ServesAsync();
            await first.BeginSessionAsync();
            await PromiseAsync(new Api(first.Client));
            await Eventually.HoldsAsync(
                () => Task.FromResult(asked.Contains(Early) && _mail.Taken.Count > 0 && _receiver.Calls.Count >= AnsweredBeforeTheKill + Deals), "the node is in the midst of everything");
            await first.KillAsync();
        }

        _killed.SetResult();
        Assert.DoesNotContain(Early, Addressees());
        using HostProcess second = Node();
        await second.ServesAsync();

        // As if a minute had passed: the claims of the killed node have run out.
        await ScalarAsync("WITH u AS (UPDATE platform.delivery_lanes SET claimed_until = '2021-01-01' RETURNING 1) SELECT count(*) FROM u");
        await Eventually.HoldsAsync(async () => (long)(await ScalarAsync("SELECT count(*) FROM platform.outbox WHERE lane IS NOT NULL"))! == 0, "everything is delivered");

        Assert.Single(Addressees(), a => a == Early);
        Assert.InRange(Addressees().Count(a => a == Late), 2, int.MaxValue);
        Assert.Single(_mail.Taken.Where(m => m.To.Mailboxes.Single().Address == Late).Select(m => m.MessageId).Distinct());
        AssertCalls();
    }

    private IEnumerable<string> Addressees() => _mail.Taken.Select(m => m.To.Mailboxes.Single().Address);

    /// <summary>Every event was told, those of a deal in their order; what was told twice has the same id both times.</summary>
    private void AssertCalls()
    {
        (string Id, string Deal, int Step)[] told = [.. _receiver.Calls.Select(c =>
        {
            JsonElement data = JsonSerializer.Deserialize<JsonElement>(c.Body).GetProperty("data");
            return (c.Headers["webhook-id"], data.GetProperty("id").GetString()!, data.GetProperty("record").GetProperty("step").GetInt32());
        })];
        Assert.Equal(Deals * Updates, told.Select(t => (t.Deal, t.Step)).Distinct().Count());
        Assert.Equal(Deals * Updates, told.Distinct().Count());
        Assert.InRange(told.Length, (Deals * Updates) + Deals, int.MaxValue);
        foreach (IGrouping<string, (string Id, string Deal, int Step)> deal in told.Distinct().GroupBy(t => t.Deal)) Assert.Equal(Enumerable.Range(1, Updates), deal.Select(t => t.Step));
    }

    private HostProcess Node()
    {
        Dictionary<string, string> environment = new()
        {
            ["PLATFORM_MAIL_HOST"] = _mail.Options.Host,
            ["PLATFORM_MAIL_PORT"] = _mail.Options.Port.ToString(CultureInfo.InvariantCulture),
            ["PLATFORM_MAIL_TLS"] = "none",
            ["PLATFORM_MAIL_FROM"] = "crm@example.com",
            ["PLATFORM_OUTBOUND_ALLOW"] = "127.0.0.0/8",
        };
        return HostProcess.Start(HostProcess.FreePort(), environment, "--data", _data, "--database", _database.ConnectionString);
    }

    /// <summary>Commits what mails and calls follow from.</summary>
    private async Task PromiseAsync(Api api)
    {
        List<string> people = [];
        foreach (string email in (string[])[Early, Late])
        {
            (int made, string said) = await HostProcess.OperateAsync("user", "create", email, "--tenant", "default", "--role", "administrator", "--data", _data, "--database", _database.ConnectionString);
            Assert.True(made == 0, said);
            people.Add(((Guid)(await ScalarAsync($"SELECT id FROM t_default.\"user\" WHERE email = '{email}'"))!).ToString());
        }

        await DesignAsync(api, "mutation { setSecret(name: \"key\") { generated } }");
        string hook = $$"""{"kind":"webhook","name":"deals","label":"Deals","object":"Deal","events":["update"],"url":"{{_receiver.Address}}","secret":"key","timeoutSeconds":25}""";
        await DesignAsync(
            api, "mutation($e: [DocumentEdit!]!) { apply(edits: $e, accept: [\"SCRIPT_RIGHTS\"]) { revision } }",
            new { e = new[] { Deal, hook }.Select(d => new { put = JsonSerializer.Deserialize<JsonElement>(d) }) });
        JsonElement deals = await api.DataAsync("mutation { createDeals(inputs: [" + string.Join(',', Enumerable.Range(0, Deals).Select(i => $"{{title: \"D{i}\"}}")) + "]) { records { id } } }");
        string[] ids = [.. deals.GetProperty("createDeals").GetProperty("records").EnumerateArray().Select(r => r.GetProperty("id").GetString()!)];
        for (int step = 1; step <= Updates; step++)
        {
            foreach (string id in ids) await api.DataAsync($"mutation {{ updateDeal(id: \"{id}\", input: {{ step: {step} }}) {{ record {{ id }} }} }}");
        }

        foreach (string person in people) await api.DataAsync($"mutation {{ createTask(input: {{ subject: \"Call\", assignee: \"{person}\" }}) {{ record {{ id }} }} }}");
    }

    private static async Task DesignAsync(Api api, string query, object? variables = null)
    {
        using HttpResponseMessage response = await api.Http.PostAsJsonAsync("/metadata", new { query, variables });
        JsonElement answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.False(answer.TryGetProperty("errors", out JsonElement errors), errors.ToString());
    }

    private async Task<object?> ScalarAsync(string sql)
    {
        await using NpgsqlCommand command = _database.DataSource.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
