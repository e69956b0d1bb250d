using System.Text.Json;
using Npgsql;
using Platform.GraphQL;
using Platform.GraphQL.Execution;
using Platform.Metadata.Permissions;
using Platform.Runtime.Database;
using Platform.Runtime.Reading;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Encryption;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Reading;

/// <summary>
/// Requests by id that come while others of the same plan are under way are one statement, and each is answered as it would be alone (decision 0096). The first of them wait for a table that a test
/// holds; a clock that stands still keeps the others waiting for those.
/// </summary>
public sealed partial class SharedReadingTests(ReadingFixture database) : IClassFixture<ReadingFixture>, IAsyncLifetime
{
    private const string Together = "as \"each\" (";
    private static readonly Guid Ann = SampleRecords.Ann, Bob = SampleRecords.Bob, Cat = SampleRecords.Cat;
    private static readonly PermissionSet Teammate = PermissionCompiler.Compile(ReadingFixture.Model, ["teammate"]), Manager = PermissionCompiler.Compile(ReadingFixture.Model, ["manager"]);
    private static readonly Guid[] AnnsTeam = [Ann, Bob], CatsTeam = [Cat];
    private readonly FieldCipher _cipher = new(MasterKeys.Open(Directory.CreateTempSubdirectory("shared-reading-").FullName));
    private readonly string _name = "q" + Guid.NewGuid().ToString("N");
    private readonly List<CancellationTokenSource> _leading = [];
    private readonly SentStatements _sent = new();
    private readonly ManualTime _time = new();
    private NpgsqlDataSource _source = null!;
    private NpgsqlConnection _holder = null!;
    private NpgsqlTransaction _held = null!;
    private RecordsService _service = null!;

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    private static int AtOnce => SharedReads.RecordsAtOnce;

    public async ValueTask InitializeAsync()
    {
        await SampleRecords.LoadAsync(database);
        // As the host's for statements that are planned once.
        _source = new NpgsqlDataSourceBuilder(database.ConnectionString + ";Options=-c plan_cache_mode=force_generic_plan").UseLoggerFactory(_sent).Build();
        _holder = await database.Source.OpenConnectionAsync(Test);
        // Longer than any test.
        _service = Service(new ReadingOptions { StatementTimeout = TimeSpan.FromHours(2) });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (CancellationTokenSource leading in _leading) leading.Dispose();
        await _holder.DisposeAsync();
        await _source.DisposeAsync();
    }

    [Fact]
    public async Task Each_gets_its_own_record_or_none_from_one_statement()
    {
        string query = $"query($id: ID!) {{ {_name}: account(id: $id) {{ name }} }}";
        Guid bobs = await IdAsync("account 2");
        Task<string>[] leaders = await LeadAsync(query);
        Task<string> invalid = AskAsync(Caller(Ann), query, "no id");
        Task<string>[] asked =
        [
            AskAsync(Caller(Ann), query, SampleRecords.AnnAccount),
            AskAsync(Caller(Ann), query, bobs),
            AskAsync(Caller(Ann), query, SampleRecords.CatAccount),
            AskAsync(Caller(Ann), query, Guid.CreateVersion7()),
            AskAsync(Caller(Ann), query, SampleRecords.AnnAccount),
            AskAsync(Caller(Cat), query, SampleRecords.AnnAccount),
            AskAsync(Caller(Cat), query, SampleRecords.CatAccount),
        ];
        Assert.Equal("INVALID_ID", await invalid);
        await ReleaseAsync();
        Assert.All(await Task.WhenAll(leaders), a => Assert.Equal("""{"name":"account 1"}""", a));
        Assert.Equal(
            ["""{"name":"account 1"}""", """{"name":"account 2"}""", "null", "null", """{"name":"account 1"}""", "null", """{"name":"account 3"}"""],
            await Task.WhenAll(asked));
        // Four at first, as long as it is not known how long it takes.
        AssertSent(AtOnce, 2);
    }

    [Fact]
    public async Task The_same_record_after_a_change_is_read_as_it_is_by_whoever_asks_after_it()
    {
        string query = $"query($id: ID!) {{ {_name}: account(id: $id) {{ name }} }}";
        Task<string>[] leaders = await LeadAsync(query);
        Task<string>[] asked = [AskAsync(Caller(Ann), query, SampleRecords.AnnAccount), AskAsync(Caller(Ann), query, SampleRecords.AnnAccount)];
        await using (NpgsqlCommand change = new($"update {ReadingFixture.Tenant}.account set name = 'renamed' where name = 'account 1'", _holder)) await change.ExecuteNonQueryAsync(Test);
        await ReleaseAsync(commits: true);
        await Task.WhenAll(leaders);
        Assert.All(await Task.WhenAll(asked), a => Assert.Equal("""{"name":"renamed"}""", a));
    }

    [Fact]
    public async Task What_is_read_beside_the_record_is_that_of_each_request()
    {
        string query = $"query($id: ID!, $n: Int) {{ {_name}: account(id: $id) {{ deals(first: $n, orderBy: [{{name: ASC}}]) {{ totalCount nodes {{ name }} }} }} }}";
        await database.InsertAsync("deal", null, "owner_id, name, account_id", Ann, "deal 0", SampleRecords.AnnAccount);
        Task<string>[] leaders = await LeadAsync(query, 2);
        Task<string>[] asked =
        [
            AskAsync(Caller(Ann), query, SampleRecords.AnnAccount, 2),
            AskAsync(Caller(Ann), query, SampleRecords.AnnAccount, 1),
            AskAsync(Caller(Ann), query, SampleRecords.CatAccount, 2),
            AskAsync(Caller(Bob), query, SampleRecords.AnnAccount, 2),
            AskAsync(Caller(Cat), query, SampleRecords.CatAccount, 2),
        ];
        await ReleaseAsync();
        await Task.WhenAll(leaders);
        Assert.Equal(
            [
                """{"deals":{"totalCount":2,"nodes":[{"name":"deal 0"},{"name":"deal 1"}]}}""", """{"deals":{"totalCount":2,"nodes":[{"name":"deal 0"}]}}""", "null",
                """{"deals":{"totalCount":2,"nodes":[{"name":"deal 0"},{"name":"deal 1"}]}}""", """{"deals":{"totalCount":1,"nodes":[{"name":"deal 3"}]}}""",
            ],
            await Task.WhenAll(asked));
        // Those of another team go alone.
        AssertSent(AtOnce + 1, 1);
    }

    [Fact]
    public async Task Encrypted_values_are_revealed_to_each()
    {
        Guid[] ids = [Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7()];
        foreach (Guid id in ids)
        {
            await database.InsertAsync("account", id, "name, owner_id, tax_number", "coded", Ann, _cipher.Encrypt($"number of {id}", new CipherPlace(Guid.Empty, "Account", "taxNumber", id)));
        }

        string query = $"query($id: ID!) {{ {_name}: account(id: $id) {{ taxNumber }} }}";
        Task<string>[] leaders = await LeadAsync(query, id: ids[0]);
        Task<string>[] asked = [.. ids.Select(id => AskAsync(Caller(Ann), query, id))];
        await ReleaseAsync();
        await Task.WhenAll(leaders);
        Assert.Equal(ids.Select(id => $$"""{"taxNumber":"number of {{id}}"}"""), await Task.WhenAll(asked));
    }

    [Fact]
    public async Task A_long_answer_is_whole_and_no_answer_is_longer_than_it_may_be()
    {
        string longer = new('光', 100_000), longest = new('a', 400_000);
        Guid[] ids = [SampleRecords.AnnAccount, await database.InsertAsync("account", null, "name, notes", "long", longer), await database.InsertAsync("account", null, "name, notes", "longest", longest)];
        _service = Service(new ReadingOptions { StatementTimeout = TimeSpan.FromHours(2), MaxResponseBytes = 350_000 });
        string query = $"query($id: ID!) {{ {_name}: account(id: $id) {{ notes }} }}";
        Task<string>[] leaders = await LeadAsync(query, caller: Caller(Ann, Manager));
        Task<string>[] asked = [.. ids.Concat(ids).Select(id => AskAsync(Caller(Ann, Manager), query, id))];
        await ReleaseAsync();
        await Task.WhenAll(leaders);
        string[] answers = ["""{"notes":null}""", $$"""{"notes":"{{longer}}"}""", "RESPONSE_TOO_LARGE"];
        Assert.Equal(answers.Concat(answers), await Task.WhenAll(asked));
        // Together, and each long one alone.
        AssertSent(AtOnce + 4, 1);
    }

    [Fact]
    public async Task A_short_answer_may_be_too_large_too()
    {
        _service = Service(new ReadingOptions { StatementTimeout = TimeSpan.FromHours(2), MaxResponseBytes = 100 });
        await database.ExecuteAsync($"update {ReadingFixture.Tenant}.account set notes = repeat('x', 200) where name = 'account 2'");
        string query = $"query($id: ID!) {{ {_name}: account(id: $id) {{ notes }} }}";
        Guid bobs = await IdAsync("account 2");
        Task<string>[] leaders = await LeadAsync(query);
        Task<string>[] asked = [AskAsync(Caller(Ann), query, SampleRecords.AnnAccount), AskAsync(Caller(Ann), query, bobs)];
        await ReleaseAsync();
        await Task.WhenAll(leaders);
        Assert.Equal(["""{"notes":null}""", "RESPONSE_TOO_LARGE"], await Task.WhenAll(asked));
        AssertSent(AtOnce, 1);
    }

    [Fact]
    public async Task What_costs_too_much_is_refused_before_it_would_be_shared()
    {
        _service = Service(new ReadingOptions { StatementTimeout = TimeSpan.FromHours(2), MaxCost = 20 });
        string query = $"query($id: ID!, $n: Int) {{ {_name}: account(id: $id) {{ deals(first: $n) {{ nodes {{ name }} }} }} }}";
        Task<string>[] leaders = await LeadAsync(query, 1);
        Assert.Equal("QUERY_TOO_COSTLY", await AskAsync(Caller(Ann), query, SampleRecords.AnnAccount, 100));
        await ReleaseAsync();
        await Task.WhenAll(leaders);
    }

    [Fact]
    public async Task Whoever_leaves_takes_nothing_from_the_others()
    {
        string query = $"query($id: ID!) {{ {_name}: account(id: $id) {{ name }} }}";
        using CancellationTokenSource early = new(), late = new();
        Task<string>[] leaders = await LeadAsync(query);
        Task<string>[] left = [AskAsync(Caller(Ann), query, SampleRecords.AnnAccount, cancellation: early.Token), AskAsync(Caller(Ann), query, SampleRecords.AnnAccount, cancellation: late.Token)];
        Task<string>[] others = [AskAsync(Caller(Ann), query, SampleRecords.AnnAccount), AskAsync(Caller(Cat), query, SampleRecords.CatAccount)];
        await early.CancelAsync();
        await EndALeaderAsync(leaders);
        await late.CancelAsync();
        await ReleaseAsync();
        foreach (Task<string> one in left) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        Assert.Equal(["""{"name":"account 1"}""", """{"name":"account 3"}"""], await Task.WhenAll(others));
        await Task.WhenAll(leaders.Skip(1));
        AssertSent(AtOnce, 1);
    }

    [Fact]
    public async Task The_statement_is_stopped_when_all_have_left()
    {
        string query = $"query($id: ID!) {{ {_name}: account(id: $id) {{ name }} }}";
        using CancellationTokenSource one = new(), other = new();
        Task<string>[] leaders = await LeadAsync(query);
        Task<string>[] left = [AskAsync(Caller(Ann), query, SampleRecords.AnnAccount, cancellation: one.Token), AskAsync(Caller(Ann), query, SampleRecords.AnnAccount, cancellation: other.Token)];
        await EndALeaderAsync(leaders);
        await one.CancelAsync();
        await other.CancelAsync();
        foreach (Task<string> task in left) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        // The table is still held.
        await Eventually.HoldsAsync(async () => await BlockedAsync(isTogether: true) == 0, "the statement is stopped");
        Task<string> next = AskAsync(Caller(Ann), query, SampleRecords.AnnAccount);
        await ReleaseAsync();
        Assert.Equal("""{"name":"account 1"}""", await next);
        await Task.WhenAll(leaders.Skip(1));
    }

    [Fact]
    public async Task A_statement_whose_connection_is_lost_is_repeated_for_each()
    {
        string query = $"query($id: ID!) {{ {_name}: account(id: $id) {{ name }} }}";
        Task<string>[] leaders = await LeadAsync(query);
        Task<string>[] asked = [AskAsync(Caller(Ann), query, SampleRecords.AnnAccount), AskAsync(Caller(Cat), query, SampleRecords.CatAccount)];
        await EndALeaderAsync(leaders);
        Assert.Equal(1, await BlockedAsync(isTogether: true, "pg_terminate_backend(pid)"));
        await ReleaseAsync();
        Assert.Equal(["""{"name":"account 1"}""", """{"name":"account 3"}"""], await Task.WhenAll(asked));
        await Task.WhenAll(leaders.Skip(1));
    }

    [Fact]
    public async Task What_lasts_long_together_is_done_alone_within_the_time_of_each()
    {
        string query = $"query($id: ID!) {{ {_name}: account(id: $id) {{ name }} }}";
        Task<string>[] leaders = await LeadAsync(query);
        Task<string>[] asked = [AskAsync(Caller(Ann), query, SampleRecords.AnnAccount), AskAsync(Caller(Cat), query, SampleRecords.CatAccount)];
        await EndALeaderAsync(leaders);
        _time.Pass(TimeSpan.FromMilliseconds(250));
        // The table is still held.
        await Eventually.HoldsAsync(async () => await BlockedAsync(isTogether: false) == AtOnce - 1 + asked.Length && await BlockedAsync(isTogether: true) == 0, "each waits for the table on its own");
        await ReleaseAsync();
        Assert.Equal(["""{"name":"account 1"}""", """{"name":"account 3"}"""], await Task.WhenAll(asked));
        await Task.WhenAll(leaders.Skip(1));
        // They could not be read together a moment ago: for a second each goes alone.
        AssertSent(AtOnce + 2, 1);
        Assert.Equal("""{"name":"account 1"}""", await AskAsync(Caller(Ann), query, SampleRecords.AnnAccount));
    }

    [Fact]
    public async Task Tables_that_a_deploy_has_changed_meanwhile_are_read_on_the_new_model()
    {
        string query = $"query($id: ID!) {{ {_name}: payroll(id: $id) {{ title }} }}";
        Guid[] ids = [Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7()];
        // The new model is that of another schema, in which the same records are.
        RecordCaller old = Caller(Ann, Manager), moved = old with { Schema = ReadingFixture.OtherTenant };
        foreach (Guid id in ids) await database.ExecuteAsync($"insert into {ReadingFixture.OtherTenant}.payroll (id, title) values ($1, $2)", id, $"new {id}");
        Task<string>[] leaders = await LeadAsync(query, caller: old, moved: moved, id: ids[0], table: "payroll");
        Task<string>[] asked = [.. ids.Select(id => AskAsync(old, query, id, moved: moved))];
        await using (NpgsqlCommand deploy = new($"alter table {ReadingFixture.Tenant}.payroll rename to payroll_before", _holder)) await deploy.ExecuteNonQueryAsync(Test);
        await ReleaseAsync(commits: true);
        try
        {
            Assert.All(await Task.WhenAll(leaders), a => Assert.Equal($$"""{"title":"new {{ids[0]}}"}""", a));
            Assert.Equal(ids.Select(id => $$"""{"title":"new {{id}}"}"""), await Task.WhenAll(asked));
        }
        finally
        {
            await database.ExecuteAsync($"alter table {ReadingFixture.Tenant}.payroll_before rename to payroll");
        }
    }

    [Fact]
    public async Task Hundreds_at_once_are_each_answered()
    {
        Guid[] ids = [.. Enumerable.Range(0, 300).Select(_ => Guid.CreateVersion7())];
        foreach (Guid id in ids) await database.InsertAsync("account", id, "name, owner_id", $"name of {id}", Ann);
        string query = $"query($id: ID!) {{ {_name}: account(id: $id) {{ name }} }}";
        // How long they take tells something only some time after the first.
        await AskAsync(Caller(Ann), query, ids[0]);
        _time.Pass(TimeSpan.FromSeconds(1));
        Task<string>[] leaders = await LeadAsync(query);
        Task<string>[] asked = [.. ids.Select(id => AskAsync(Caller(Ann), query, id))];
        await ReleaseAsync();
        await Task.WhenAll(leaders);
        Assert.Equal(ids.Select(id => $$"""{"name":"name of {{id}}"}"""), await Task.WhenAll(asked));
        // Four, and then at most 64 each.
        AssertSent(AtOnce + 1, 6);
    }

    private static RecordCaller Caller(Guid user, PermissionSet? rights = null) => new(Guid.Empty, ReadingFixture.Tenant, ReadingFixture.Model, rights ?? Teammate, user)
    {
        TenantTimeZone = "UTC",
        Reach = user == Cat ? CatsTeam : AnnsTeam,
    };

    private RecordsService Service(ReadingOptions options) => new(
        new RecordConnections(_source, _source), new GraphQLServer.NotingWriter(), new EncryptedValues(_cipher), new CursorKeys(tenant => tenant.ToByteArray()), new TeamReach(database.Source, TimeProvider.System), options, _time);

    /// <summary>Holds the table and asks as often as is done at once; who asks from then on waits for those.</summary>
    private async Task<Task<string>[]> LeadAsync(string query, int? count = null, RecordCaller? caller = null, RecordCaller? moved = null, Guid? id = null, string table = "account")
    {
        await HoldTableAsync(table);
        Task<string>[] leaders = [.. Enumerable.Range(0, AtOnce).Select(_ =>
        {
            CancellationTokenSource leading = new();
            _leading.Add(leading);
            return AskAsync(caller ?? Caller(Ann), query, id ?? SampleRecords.AnnAccount, count, moved, leading.Token);
        })];
        await SeeThemWaitAsync(AtOnce);
        return leaders;
    }

    private async Task HoldTableAsync(string table)
    {
        _held = await _holder.BeginTransactionAsync(Test);
        await using NpgsqlCommand hold = new($"lock table {ReadingFixture.Tenant}.{table} in access exclusive mode", _holder);
        await hold.ExecuteNonQueryAsync(Test);
    }

    private Task SeeThemWaitAsync(int count) => Eventually.HoldsAsync(async () => await BlockedAsync(isTogether: false) == count, "those under way wait for the table");

    /// <summary>Cancels the first of those under way, so that those who wait for it come next, and waits until their statement waits for the table.</summary>
    private async Task EndALeaderAsync(Task<string>[] leaders)
    {
        Assert.Equal(0, await BlockedAsync(isTogether: true));
        await _leading[0].CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaders[0]);
        await Eventually.HoldsAsync(async () => await BlockedAsync(isTogether: true) == 1, "the statement of those who waited waits for the table");
    }

    private Task ReleaseAsync(bool commits = false) => commits ? _held.CommitAsync(Test) : _held.RollbackAsync(Test);

    private async Task<long> BlockedAsync(bool isTogether, string act = "true")
    {
        await using NpgsqlCommand command = new(
            $"""
            select pg_stat_clear_snapshot();
            select count(*) filter (where done) from (select {act} as done from pg_stat_activity
              where pg_backend_pid() = any(pg_blocking_pids(pid)) and query ~ '^select' and query like '%{_name}%' and (query like '%{Together}%') = {isTogether}) as acts
            """,
            _holder);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(Test);
        await reader.NextResultAsync(Test);
        await reader.ReadAsync(Test);
        return reader.GetInt64(0);
    }

    private void AssertSent(int alone, int together)
    {
        string[] sent = [.. _sent.Take().SelectMany(trip => trip).Where(s => s.StartsWith("select", StringComparison.Ordinal) && s.Contains(_name, StringComparison.Ordinal))];
        int shared = sent.Count(s => s.Contains(Together, StringComparison.Ordinal));
        Assert.Equal((alone, together), (sent.Length - shared, shared));
    }

    private async Task<Guid> IdAsync(string name)
    {
        await using NpgsqlCommand command = database.Source.CreateCommand($"select id from {ReadingFixture.Tenant}.account where name = $1");
        command.Parameters.AddWithValue(name);
        return (Guid)(await command.ExecuteScalarAsync(Test))!;
    }

    /// <summary>The record of the answer, or why there is none.</summary>
    private Task<string> AskAsync(RecordCaller caller, string query, object id, int? count = null, RecordCaller? moved = null, CancellationToken cancellation = default)
    {
        Dictionary<string, object?> variables = new() { ["id"] = id.ToString() };
        if (count is not null) variables.Add("n", count);
        return AnswerAsync(caller, query, variables, moved, cancellation);
    }

    private async Task<string> AnswerAsync(RecordCaller caller, string query, object variables, RecordCaller? moved, CancellationToken cancellation)
    {
        using MemoryStream body = new();
        IReadOnlyList<GraphQLError>? errors = await _service.ExecuteAsync(
            new GraphQLRequest { Query = query, Variables = JsonSerializer.SerializeToElement(variables) }, caller, _ => new(moved), mayWrite: false, _ => body, cancellation);
        if (errors is not null) return errors[0].Reason ?? errors[0].Code;
        return JsonDocument.Parse(body.ToArray()).RootElement.GetProperty("data").GetProperty(_name).GetRawText();
    }
}
