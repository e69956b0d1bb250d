using System.Text.Json;
using Npgsql;
using Platform.Runtime.Reading;
using Platform.Runtime.Records;
using Platform.Runtime.Tests.Approvals;
using Platform.Runtime.Writing;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Writing;

/// <summary>
/// Creates and updates that come while others of the same plan and caller are under way are one transaction when all of them stand, and each is told what it would be told alone (decision 0096). The first
/// of them wait for a table that a test holds; a clock that stands still keeps the others waiting for those.
/// </summary>
public sealed partial class SharedWritingTests(SharedWritingWorld world, ApprovalWorld approvals) : IClassFixture<SharedWritingWorld>, IClassFixture<ApprovalWorld>, IAsyncLifetime
{
    private const string CreateNote = "mutation($input: NoteCreate!) { m: createNote(input: $input) { record { id name version number a b } warnings { code } } }";
    private const string UpdateNote =
        "mutation($id: ID!, $input: NoteUpdate!, $v: Int) { m: updateNote(id: $id, input: $input, ifVersion: $v) { record { id name version a b } warnings { id code } } }";

    private readonly string _name = "n" + Guid.NewGuid().ToString("N");
    private readonly List<Task<string>> _leaders = [];
    private readonly CancellationTokenSource _leading = new();
    private NpgsqlConnection _holder = null!;
    private NpgsqlTransaction _held = null!;
    private RecordsService _service = null!;

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _service = world.Service();
        _holder = await world.Source.OpenConnectionAsync(Test);
        await world.ExecuteAsync($"update {SharedWritingWorld.Schema}.gate set open = false");
    }

    public async ValueTask DisposeAsync()
    {
        _leading.Dispose();
        await _holder.DisposeAsync();
    }

    [Fact]
    public async Task Creates_are_one_transaction_and_each_gets_its_own_record()
    {
        await LeadAsync(CreateNote, n => new { input = new { name = $"{_name} leader {n}" } });
        Task<string>[] asked = [.. Enumerable.Range(0, 5).Select(n => CreateAsync($"{_name} {n}", a: n))];
        await ReleaseAsync();
        JsonElement[] records = [.. (await Task.WhenAll(asked)).Select(Record)];
        Assert.Equal(Enumerable.Range(0, 5).Select(n => ($"{_name} {n}", 1, n)), records.Select(r => (r.GetProperty("name").GetString()!, r.GetProperty("version").GetInt32(), r.GetProperty("a").GetInt32())));
        Guid[] ids = [.. records.Select(r => r.GetProperty("id").GetGuid())];
        Assert.Equal(5, ids.Distinct().Count());
        Assert.Equal(5, records.Select(r => r.GetProperty("number").GetString()).Distinct().Count());
        Assert.Equal(1, await TransactionsAsync(ids));
        Assert.Equal(5L, await world.ScalarAsync<long>($"select count(distinct record) from {SharedWritingWorld.Schema}.history_entry where record = any($1) and kind = 'create'", (object)Texts(ids)));
        Assert.Equal(5L, await world.ScalarAsync<long>($"select count(*) from {SharedWritingWorld.Schema}.history_entry where record = any($1)", (object)Texts(ids)));
        Assert.Equal([(string.Join(' ', ids), null)], await MessagesAsync("create", ids));
        foreach (JsonElement record in records) Assert.Equal(record.GetProperty("number").GetString(), await world.ScalarAsync<string>($"select number from {SharedWritingWorld.Schema}.note where id = $1", record.GetProperty("id").GetGuid()));
    }

    [Fact]
    public async Task Updates_of_the_same_fields_are_told_in_one_message_and_others_each_in_their_own()
    {
        Guid[] ids = await NotesAsync(20);
        await world.ExecuteAsync($"update {SharedWritingWorld.Schema}.note set a = 90, b = 91, c = 92, d = 93 where id = any($1)", ids);
        await LeadAsync(UpdateNote, ids);
        // All the sets of four fields but the empty one.
        Dictionary<int, object?>[] changes = [.. Enumerable.Range(1, 15).Select(set => Enumerable.Range(0, 4).Where(f => (set & (1 << f)) != 0).ToDictionary(f => f, f => (object?)set))];
        Task<string>[] asked = [.. changes.Select((c, n) => UpdateAsync(ids[n], c)), UpdateAsync(ids[15], changes[0]), UpdateAsync(ids[16], changes[14])];
        await ReleaseAsync();
        JsonElement[] records = [.. (await Task.WhenAll(asked)).Select(Record)];
        Assert.Equal(ids.Take(17), records.Select(r => r.GetProperty("id").GetGuid()));
        Assert.All(records, r => Assert.Equal(2, r.GetProperty("version").GetInt32()));
        for (int n = 0; n < changes.Length; n++)
        {
            int Is(int field) => changes[n].ContainsKey(field) ? n + 1 : 90 + field;
            Assert.Equal((Is(0), Is(1)), (records[n].GetProperty("a").GetInt32(), records[n].GetProperty("b").GetInt32()));
            Assert.Equal($"{Is(0)} {Is(1)} {Is(2)} {Is(3)}", await world.ScalarAsync<string>($"select concat_ws(' ', a, b, c, d) from {SharedWritingWorld.Schema}.note where id = $1", ids[n]));
        }

        Assert.Equal(1, await TransactionsAsync(ids[..17]));
        Dictionary<string, string> messages = (await MessagesAsync("update", ids[..17])).ToDictionary(m => string.Concat(m.Fields!.Split(' ').Where(f => f.Length == 1)), m => m.Ids);
        Assert.Equal(15, messages.Count);
        Assert.Equal([$"{ids[0]} {ids[15]}", $"{ids[6]}", $"{ids[14]} {ids[16]}"], [messages["a"], messages["abc"], messages["abcd"]]);
        // One entry for each changed field.
        Assert.Equal(32L + 1 + 4, await world.ScalarAsync<long>($"select count(*) from {SharedWritingWorld.Schema}.history_entry where record = any($1) and kind = 'update'", (object)Texts(ids[..17])));
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(11, 1)]
    public async Task Many_updates_of_one_request_are_told_with_their_fields_unless_those_are_of_too_many_kinds(int kinds, int messages)
    {
        Guid[] ids = await NotesAsync(kinds + 1);
        object[] changes = [.. Enumerable.Range(1, kinds).Append(1).Select((set, n) => new { id = ids[n], input = Fields(Enumerable.Range(0, 4).Where(f => (set & (1 << f)) != 0).ToDictionary(f => f, _ => (object?)7)) })];
        string answer = await AskAsync("mutation($c: [NoteChange!]!) { m: updateNotes(changes: $c) { affected } }", new { c = changes });
        Assert.Equal($$"""{"affected":{{kinds + 1}}}""", answer);
        (string Ids, string? Fields)[] told = await MessagesAsync("update", ids);
        Assert.Equal(messages, told.Length);
        Assert.All(told, m => Assert.Equal(messages == 1, m.Fields is null));
        Assert.Equal(ids.Order(), told.SelectMany(m => m.Ids.Split(' ')).Select(Guid.Parse).Order());
    }

    [Fact]
    public async Task One_that_is_invalid_is_told_so_and_the_others_are_written()
    {
        await LeadAsync(CreateNote, n => new { input = new { name = $"{_name} leader {n}" } });
        Task<string>[] asked = [CreateAsync($"{_name} 0"), CreateAsync(" "), CreateAsync($"{_name} 2")];
        await ReleaseAsync();
        string[] answers = await Task.WhenAll(asked);
        Assert.Equal("VALIDATION_FAILED REQUIRED", answers[1]);
        Assert.Equal([$"{_name} 0", $"{_name} 2"], new[] { answers[0], answers[2] }.Select(a => Record(a).GetProperty("name").GetString()));
        await AssertNotesAsync($"{_name} 0", $"{_name} 2");
    }

    [Fact]
    public async Task Of_two_with_one_unique_value_one_is_written_and_the_other_told()
    {
        await LeadAsync(CreateNote, n => new { input = new { name = $"{_name} leader {n}" } });
        Task<string>[] asked = [CreateAsync($"{_name} 0", code: _name), CreateAsync($"{_name} 1"), CreateAsync($"{_name} 2", code: _name)];
        await ReleaseAsync();
        string[] answers = await Task.WhenAll(asked);
        Assert.Single(new[] { answers[0], answers[2] }, "DUPLICATE DUPLICATE_VALUE");
        Assert.Equal($"{_name} 1", Record(answers[1]).GetProperty("name").GetString());
        Assert.Equal(2L, await world.ScalarAsync<long>($"select count(*) from {SharedWritingWorld.Schema}.note where name = any($1)", (object)new[] { $"{_name} 0", $"{_name} 1", $"{_name} 2" }));
    }

    [Fact]
    public async Task Two_that_a_rule_takes_for_the_same_are_told_as_if_they_had_come_one_after_the_other()
    {
        const string Create = "mutation($input: CustomerCreate!) { m: createCustomer(input: $input) { record { name } warnings { code } } }";
        await LeadAsync(Create, n => new { input = new { name = $"{_name} leader {n}" } }, table: "customer");
        Task<string>[] blocked = [.. Enumerable.Range(0, 2).Select(n => AskAsync(Create, new { input = new { name = $"{_name} phone {n}", phone = "+1 555 0123" } }))];
        Task<string>[] warned = [.. Enumerable.Range(0, 2).Select(n => AskAsync(Create, new { input = new { name = $"{_name} city {n}", city = _name } }))];
        Task<string> other = AskAsync(Create, new { input = new { name = $"{_name} other" } });
        await ReleaseAsync();
        Assert.Single(await Task.WhenAll(blocked), "DUPLICATE DUPLICATE_RECORD");
        // Those who warn do not wait for each other when they come at once: whether one is warned of depends on that, but never is one of another.
        Assert.All(await Task.WhenAll(warned), a => Assert.Contains("city", Record(a).GetProperty("name").GetString()!, StringComparison.Ordinal));
        Assert.Equal($$"""{"record":{"name":"{{_name}} other"},"warnings":[]}""", await other);
        Assert.Equal(
            4L, await world.ScalarAsync<long>($"select count(*) from {SharedWritingWorld.Schema}.customer where name like $1 and name not like '%leader%'", $"{_name}%"));
    }

    [Fact]
    public async Task A_warning_is_told_to_the_request_that_it_is_of()
    {
        const string Create = "mutation($input: CustomerCreate!) { m: createCustomer(input: $input) { record { name } warnings { code } } }";
        await AskAsync(Create, new { input = new { name = "first", city = _name } });
        await LeadAsync(Create, n => new { input = new { name = $"{_name} leader {n}" } }, table: "customer");
        Task<string>[] asked = [.. Enumerable.Range(0, 3).Select(n => AskAsync(Create, new { input = new { name = $"{_name} {n}", city = n == 1 ? _name : null } }))];
        await ReleaseAsync();
        Assert.Equal(
            Enumerable.Range(0, 3).Select(n => $$"""{"record":{"name":"{{_name}} {{n}}"},"warnings":[{{(n == 1 ? """{"code":"DUPLICATE_RECORD"}""" : "")}}]}"""), await Task.WhenAll(asked));
    }

    [Fact]
    public async Task Numbers_without_gaps_have_none()
    {
        const string Create = "mutation($input: CustomerCreate!) { m: createCustomer(input: $input) { record { number } } }";
        await LeadAsync(Create, n => new { input = new { name = $"{_name} leader {n}" } }, table: "customer");
        Task<string>[] asked = [.. Enumerable.Range(0, 6).Select(n => AskAsync(Create, new { input = new { name = $"{_name} {n}" } }))];
        await ReleaseAsync();
        string?[] numbers = [.. (await Task.WhenAll(asked)).Select(a => Record(a).GetProperty("number").GetString())];
        Assert.Equal(6, numbers.Distinct().Count());
        Assert.Equal(0L, await world.ScalarAsync<long>($"select max(number::int) - min(number::int) + 1 - count(*) from {SharedWritingWorld.Schema}.customer"));
    }

    [Fact]
    public async Task One_whose_record_is_held_keeps_nobody_else_waiting()
    {
        Guid[] ids = await NotesAsync(4);
        await using NpgsqlConnection second = await world.Source.OpenConnectionAsync(Test);
        await using NpgsqlTransaction row = await second.BeginTransactionAsync(Test);
        await using (NpgsqlCommand hold = new($"select from {SharedWritingWorld.Schema}.note where id = '{ids[0]}' for update", second)) await hold.ExecuteNonQueryAsync(Test);
        await LeadAsync(UpdateNote, ids[1..]);
        Task<string> held = UpdateAsync(ids[0], new() { [0] = 1 });
        Task<string>[] others = [UpdateAsync(ids[1], new() { [0] = 1 }), UpdateAsync(ids[2], new() { [1] = 1 })];
        await ReleaseAsync();
        Assert.All(await Task.WhenAll(others), a => Assert.Equal(2, Record(a).GetProperty("version").GetInt32()));
        await BlockedStatements.AwaitOneAsync(second, Test);
        Assert.False(held.IsCompleted);
        await row.RollbackAsync(Test);
        Assert.Equal(1, Record(await held).GetProperty("a").GetInt32());
    }

    [Fact]
    public async Task Updates_of_one_record_come_one_after_the_other()
    {
        Guid[] ids = await NotesAsync(3);
        await LeadAsync(UpdateNote, ids[2..]);
        Task<string>[] asked = [UpdateAsync(ids[0], new() { [0] = 1 }), UpdateAsync(ids[1], new() { [0] = 1 }), UpdateAsync(ids[1], new() { [1] = 2 }), UpdateAsync(ids[0], new() { [1] = 2 })];
        await ReleaseAsync();
        JsonElement[] records = [.. (await Task.WhenAll(asked)).Select(Record)];
        Assert.Equal([ids[0], ids[1], ids[1], ids[0]], records.Select(r => r.GetProperty("id").GetGuid()));
        foreach (Guid id in ids[..2])
        {
            Assert.Equal([2, 3], records.Where(r => r.GetProperty("id").GetGuid() == id).Select(r => r.GetProperty("version").GetInt32()).Order());
            Assert.Equal("3 1 2", await world.ScalarAsync<string>($"select version || ' ' || a || ' ' || b from {SharedWritingWorld.Schema}.note where id = $1", id));
        }
    }

    [Fact]
    public async Task A_conflict_of_versions_is_told_to_its_own_request()
    {
        Guid[] ids = await NotesAsync(4);
        await LeadAsync(UpdateNote, ids[3..]);
        Task<string>[] asked = [UpdateAsync(ids[0], new() { [0] = 1 }, ifVersion: 1), UpdateAsync(ids[1], new() { [0] = 1 }, ifVersion: 7), UpdateAsync(Guid.CreateVersion7(), new() { [0] = 1 }, ifVersion: 1)];
        await ReleaseAsync();
        string[] answers = await Task.WhenAll(asked);
        Assert.Equal(2, Record(answers[0]).GetProperty("version").GetInt32());
        Assert.Equal(["CONFLICT VERSION_CONFLICT", "NOT_FOUND RECORD_NOT_FOUND"], answers[1..]);
        Assert.Equal(1, await world.ScalarAsync<int>($"select version from {SharedWritingWorld.Schema}.note where id = $1", ids[1]));
    }

    [Fact]
    public async Task Versions_that_are_right_are_written_together()
    {
        Guid[] ids = await NotesAsync(4);
        await LeadAsync(UpdateNote, ids[3..], ifVersion: 1);
        Task<string>[] asked = [.. ids[..3].Select(id => UpdateAsync(id, new() { [0] = 1 }, ifVersion: 1))];
        await ReleaseAsync();
        Assert.All(await Task.WhenAll(asked), a => Assert.Equal(2, Record(a).GetProperty("version").GetInt32()));
        Assert.Equal(1, await TransactionsAsync(ids[..3]));
    }

    [Fact]
    public async Task An_update_that_changes_nothing_is_told_so_and_the_others_are_written_with_it()
    {
        Guid[] ids = await NotesAsync(4);
        await world.ExecuteAsync($"update {SharedWritingWorld.Schema}.note set a = 5 where id = $1", ids[1]);
        await LeadAsync(UpdateNote, ids[3..]);
        Task<string>[] asked = [UpdateAsync(ids[0], new() { [0] = 5 }), UpdateAsync(ids[1], new() { [0] = 5 }), UpdateAsync(ids[2], new() { [0] = 5 })];
        await ReleaseAsync();
        JsonElement[] answers = [.. (await Task.WhenAll(asked)).Select(a => JsonDocument.Parse(a).RootElement)];
        Assert.Equal(["[]", $$"""[{"id":"{{ids[1]}}","code":"UNCHANGED"}]""", "[]"], answers.Select(a => a.GetProperty("warnings").GetRawText()));
        Assert.Equal([(ids[0], 2, 5), (ids[1], 1, 5), (ids[2], 2, 5)], answers.Select(a => a.GetProperty("record")).Select(r => (r.GetProperty("id").GetGuid(), r.GetProperty("version").GetInt32(), r.GetProperty("a").GetInt32())));
        Assert.Equal(1, await TransactionsAsync([ids[0], ids[2]]));
        Assert.Equal(2L, await world.ScalarAsync<long>($"select count(*) from {SharedWritingWorld.Schema}.history_entry where record = any($1) and kind = 'update'", (object)Texts(ids[..3])));
    }

    [Fact]
    public async Task Totals_are_exact_and_one_line_too_many_is_refused_alone()
    {
        const string Create = "mutation($input: OrderLineCreate!) { m: createOrderLine(input: $input) { record { name amount } } }";
        string order = await OrderAsync();
        string other = await OrderAsync();
        await LeadAsync(Create, n => new { input = new { name = $"{_name} leader {n}", order = other, amount = "1" } }, table: "order_line");
        Task<string>[] asked = [.. Enumerable.Range(1, 8).Select(n => AskAsync(Create, new { input = new { name = $"{_name} {n}", order, amount = $"{n}.50" } }))];
        await ReleaseAsync();
        await Task.WhenAll(asked);
        Assert.Equal("40.00 8", await TotalAsync(order));
        Assert.Equal(1L, await world.ScalarAsync<long>($"select count(distinct xmin::text) from {SharedWritingWorld.Schema}.order_line where order_id = $1", Guid.Parse(order)));

        // Each of two fits alone, and not both.
        await LeadAsync(Create, n => new { input = new { name = $"{_name} leader {n}", order = other, amount = "1" } }, table: "order_line");
        asked = [.. Enumerable.Range(0, 2).Select(n => AskAsync(Create, new { input = new { name = $"{_name} dear {n}", order, amount = "40" } }))];
        await ReleaseAsync();
        Assert.Single(await Task.WhenAll(asked), a => a.StartsWith("VALIDATION_FAILED", StringComparison.Ordinal));
        Assert.Equal("80.00 9", await TotalAsync(order));
    }

    [Fact]
    public async Task What_breaks_over_one_of_them_breaks_that_one_alone()
    {
        _service = world.Service(null, new Breaking());
        await LeadAsync(CreateNote, n => new { input = new { name = $"{_name} leader {n}" } });
        Task<string>[] asked = [CreateAsync($"{_name} 0"), CreateAsync($"{_name} breaks"), CreateAsync($"{_name} 2")];
        await ReleaseAsync();
        await Assert.ThrowsAsync<InvalidDataException>(() => asked[1]);
        await Task.WhenAll(asked[0], asked[2]);
        await AssertNotesAsync($"{_name} 0", $"{_name} 2");
    }

    [Fact]
    public async Task No_setting_of_a_shared_write_outlives_it()
    {
        await LeadAsync(CreateNote, n => new { input = new { name = $"{_name} leader {n}" } });
        Task<string>[] asked = [CreateAsync($"{_name} 0"), CreateAsync($"{_name} 1")];
        await ReleaseAsync();
        await Task.WhenAll(asked);
        NpgsqlConnection[] connections = await Task.WhenAll(Enumerable.Range(0, RecordWriter.WritesAtOnce + 5).Select(_ => world.Source.OpenConnectionAsync(Test).AsTask()));
        foreach (NpgsqlConnection connection in connections)
        {
            await using NpgsqlCommand show = new("show lock_timeout", connection);
            Assert.Equal("0", await show.ExecuteScalarAsync(Test));
            await connection.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_loss_of_the_connection_fails_all_and_nothing_is_written()
    {
        await LeadAsync(CreateNote, n => new { input = new { name = $"{_name} leader {n}" } });
        Task<string>[] asked = [CreateAsync($"gated {_name} 0"), CreateAsync($"{_name} 1"), CreateAsync($"{_name} 2")];
        await ReleaseAsync();
        await AwaitGatedAsync(asked, "pg_terminate_backend(pid)");
        foreach (Task<string> one in asked) await Assert.ThrowsAnyAsync<NpgsqlException>(() => one);
        await OpenGateAsync();
        await AssertNotesAsync();
        Assert.Equal($"{_name} 3", Record(await CreateAsync($"{_name} 3")).GetProperty("name").GetString());
        await AssertNotesAsync($"{_name} 3");
    }

    [Fact]
    public async Task What_lasts_too_long_is_told_to_all_and_nothing_is_written()
    {
        _service = world.Service(new WriteOptions { TimeLimit = TimeSpan.FromSeconds(5) });
        Task<string>[] asked;
        do
        {
            // On a busy machine those under way may have been told, too, before others came to wait for them.
            await LeadAsync(CreateNote, n => new { input = new { name = $"{_name} leader {n}" } }, seesThem: false);
            asked = [CreateAsync($"gated {_name} 0"), CreateAsync($"{_name} 1")];
            await ReleaseAsync();
        }
        while ((await asked[1])[0] == '{');
        Assert.All(await Task.WhenAll(asked), a => Assert.Equal("LIMIT_EXCEEDED TIMED_OUT", a));
        await OpenGateAsync();
    }

    [Fact]
    public async Task Whoever_leaves_before_it_is_written_is_not_written_and_whoever_leaves_later_takes_nothing_from_the_others()
    {
        using CancellationTokenSource early = new(), late = new();
        await LeadAsync(CreateNote, n => new { input = new { name = $"{_name} leader {n}" } });
        Task<string>[] left = [CreateAsync($"{_name} early", cancellation: early.Token), CreateAsync($"{_name} late", cancellation: late.Token)];
        Task<string>[] others = [CreateAsync($"gated {_name} 0"), CreateAsync($"{_name} 1")];
        await early.CancelAsync();
        await ReleaseAsync();
        await AwaitGatedAsync(others);
        await late.CancelAsync();
        await OpenGateAsync();
        foreach (Task<string> one in left) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        Assert.Equal([$"gated {_name} 0", $"{_name} 1"], (await Task.WhenAll(others)).Select(a => Record(a).GetProperty("name").GetString()));
        await AssertNotesAsync($"{_name} 1", $"{_name} late", $"gated {_name} 0");
    }

    [Fact]
    public async Task When_all_have_left_nothing_is_written()
    {
        using CancellationTokenSource leaving = new();
        await LeadAsync(CreateNote, n => new { input = new { name = $"{_name} leader {n}" } });
        Task<string>[] left = [CreateAsync($"gated {_name} 0", cancellation: leaving.Token), CreateAsync($"{_name} 1", cancellation: leaving.Token)];
        await ReleaseAsync();
        await AwaitGatedAsync(left);
        await leaving.CancelAsync();
        foreach (Task<string> one in left) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        await Eventually.HoldsAsync(async () => await GatedAsync() == 0, "the statement is stopped");
        await OpenGateAsync();
        await AssertNotesAsync();
    }

    [Fact]
    public async Task Other_callers_other_plans_and_objects_with_hooks_wait_for_nobody()
    {
        const string CreateTrip = "mutation($input: TripCreate!) { m: createTrip(input: $input) { record { name } } }";
        const string CreateForItsName = "mutation($input: NoteCreate!) { m: createNote(input: $input) { record { name } } }";
        // What has to be read back may not be what others' requests have in common.
        const string CreateForASecret = "mutation($input: NoteCreate!) { m: createNote(input: $input) { record { secret } } }";
        await AssertGoesAloneAsync(CreateNote, "note", world.Ann, CreateNote, new { input = new { name = $"{_name} 0" } }, world.Bob);
        await AssertGoesAloneAsync(CreateNote, "note", world.Ann, CreateForItsName, new { input = new { name = $"{_name} 1" } }, world.Ann);
        string answer = await AssertGoesAloneAsync(CreateForASecret, "note", world.Ann, CreateForASecret, new { input = new { name = $"{_name} 2", secret = "s" } }, world.Ann);
        Assert.Equal("""{"record":{"secret":"s"}}""", answer);
        await AssertGoesAloneAsync(CreateTrip, "trip", null, CreateTrip, new { input = new { name = $"{_name} 3" } }, null);
    }

    // It waits for the table beside the first ones, and not for them.
    private async Task<string> AssertGoesAloneAsync(string lead, string table, RecordCaller? leader, string query, object variables, RecordCaller? caller)
    {
        await LeadAsync(lead, n => new { input = new { name = $"{_name} leader {n}" } }, leader, table);
        Task<string> asked = AskAsync(query, variables, caller);
        await Eventually.HoldsAsync(async () => await BlockedAsync() == RecordWriter.WritesAtOnce + 1, "it waits for the table");
        await ReleaseAsync();
        return await asked;
    }

    [Fact]
    public async Task Records_that_come_under_approval_are_each_told_of_their_own_request()
    {
        const string CreateTrip = "mutation($input: TripCreate!) { m: createTrip(input: $input) { record { id name } pendingApproval } }";
        ManualTime time = new();
        _service = new RecordsService(
            new(approvals.DataSource, approvals.DataSource), new RecordWriter(approvals.DataSource, world.Cipher, new WriteOptions(), time: time), new EncryptedValues(world.Cipher),
            new CursorKeys(tenant => tenant.ToByteArray()), new TeamReach(approvals.DataSource, time), new ReadingOptions(), time);
        await _holder.DisposeAsync();
        _holder = await approvals.DataSource.OpenConnectionAsync(Test);
        RecordCaller sam = approvals.Sam with { Reach = [approvals.Sam.UserId] };
        await LeadAsync(CreateTrip, n => new { input = new { name = $"leader {n}", days = 1 } }, sam, "trip", "t_approvals");
        Task<string>[] asked = [.. new[] { 1, 10, 12, 2 }.Select(days => AskAsync(CreateTrip, new { input = new { name = $"{days} days", days } }, sam))];
        await ReleaseAsync();
        JsonElement[] answers = [.. (await Task.WhenAll(asked)).Select(a => JsonDocument.Parse(a).RootElement)];
        Assert.Equal([false, true, true, false], answers.Select(a => a.GetProperty("pendingApproval").ValueKind == JsonValueKind.String));
        foreach (JsonElement answer in answers[1..3])
        {
            Assert.Equal(
                answer.GetProperty("record").GetProperty("id").GetString(),
                await approvals.ScalarAsync<string>("select record from t_approvals.approval_request where id = $1", answer.GetProperty("pendingApproval").GetGuid()));
        }
    }

    [Fact]
    public async Task Tables_that_a_deploy_has_changed_meanwhile_are_written_on_the_new_model()
    {
        const string Create = "mutation($input: CustomerCreate!) { m: createCustomer(input: $input) { record { name } } }";
        // The new model is that of another schema.
        RecordCaller moved = world.Admin with { Schema = SharedWritingWorld.OtherSchema };
        await LeadAsync(Create, n => new { input = new { name = $"{_name} leader {n}" } }, table: "customer", moved: moved);
        Task<string>[] asked = [.. Enumerable.Range(0, 3).Select(n => AskAsync(Create, new { input = new { name = $"{_name} {n}" } }, moved: moved))];
        await using (NpgsqlCommand deploy = new($"alter table {SharedWritingWorld.Schema}.customer rename to customer_before", _holder)) await deploy.ExecuteNonQueryAsync(Test);
        await _held.CommitAsync(Test);
        try
        {
            Assert.Equal(Enumerable.Range(0, 3).Select(n => $$"""{"record":{"name":"{{_name}} {{n}}"} }""".Replace(" }", "}", StringComparison.Ordinal)), await Task.WhenAll(asked));
            Assert.Equal(3L, await world.ScalarAsync<long>($"select count(*) from {SharedWritingWorld.OtherSchema}.customer where name like $1 and name not like '%leader%'", $"{_name}%"));
            await Task.WhenAll(_leaders);
        }
        finally
        {
            await world.ExecuteAsync($"alter table {SharedWritingWorld.Schema}.customer_before rename to customer");
        }
    }
}
