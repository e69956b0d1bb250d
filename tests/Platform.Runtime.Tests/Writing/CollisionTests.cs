using Npgsql;
using Platform.GraphQL;
using Platform.GraphQL.Schema;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Writing;

public sealed class CollisionTests(WritingWorld world) : IClassFixture<WritingWorld>
{
    [Fact]
    public async Task Of_many_at_once_with_one_unique_value_one_is_written()
    {
        WriteOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => world.WriteAsync(
            world.Admin, "Account", MutationKind.Create, ("input", WritingWorld.Input(("name", $"R{n}"), ("code", n % 2 == 0 ? "race" : "RACE"))))));
        Assert.Single(outcomes, o => o.Refusal is null);
        Assert.All(outcomes.Where(o => o.Refusal is not null), o =>
            Assert.Equal((GraphQLErrorCode.Duplicate, "code", WriteCodes.DuplicateValue), (o.Refusal!.Code, o.Refusal.Problems[0].Field!, o.Refusal.Problems[0].Code)));
    }

    [Fact]
    public async Task Of_many_at_once_with_one_unique_combination_one_is_written()
    {
        WriteOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => world.WriteAsync(
            world.Admin, "Firm", MutationKind.Create, ("input", WritingWorld.Input(("name", $"R{n}"), ("code", n % 2 == 0 ? "race" : "RACE"), ("city", n % 3 == 0 ? "Bonn" : "bonn"))))));
        Assert.Single(outcomes, o => o.Refusal is null);
        Assert.All(outcomes.Where(o => o.Refusal is not null), o => Assert.Equal((GraphQLErrorCode.Duplicate, WriteCodes.DuplicateValue), (o.Refusal!.Code, o.Refusal.Problems[0].Code)));
        Assert.Equal(1L, await world.ScalarAsync<long>("select count(*) from t_one.firm where lower(code) = 'race'"));
    }

    [Fact]
    public async Task A_write_that_takes_longer_than_it_may_says_so_and_keeps_nothing()
    {
        Guid id = await world.CreateAsync(world.Admin, "Account", ("name", "Held"));
        await using NpgsqlConnection holder = await world.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using NpgsqlTransaction holding = await holder.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (NpgsqlCommand hold = new($"select from t_one.account where id = '{id}' for update", holder, holding)) await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        RecordWriter hurried = new(world.DataSource, world.Cipher, new WriteOptions { TimeLimit = TimeSpan.FromSeconds(1) });
        WriteOutcome outcome = await WritingWorld.WriteAsync(
            hurried, world.Admin, "Account", MutationKind.Update, null, ("id", id.ToString()), ("input", WritingWorld.Input(("name", "Late"))));
        Assert.Equal((GraphQLErrorCode.LimitExceeded, WriteCodes.TimedOut), (outcome.Refusal!.Code, Assert.Single(outcome.Refusal.Problems).Code));
        await holding.RollbackAsync(TestContext.Current.CancellationToken);
        Assert.Equal("Held", await world.ReadAsync(world.Admin, "Account", id, "name"));
    }

    [Theory]
    [InlineData("same", false)]
    [InlineData("crossing", true)]
    public async Task Upserts_at_once_make_one_record_of_each_key_in_whatever_order_they_name_them(string name, bool isCrossing)
    {
        WriteOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(n =>
        {
            object?[] inputs = [WritingWorld.Input(("name", $"U{n}"), ("code", $"{name}-A")), WritingWorld.Input(("name", $"U{n}"), ("code", $"{name}-B"))];
            return UpsertAsync(world.Admin, isCrossing && n % 2 == 1 ? [.. inputs.Reverse()] : inputs);
        }));
        Assert.All(outcomes, o => Assert.Null(o.Refusal));
        Assert.Equal(2L, await world.ScalarAsync<long>("select count(*) from t_one.account where lower(code) in ($1, $2)", $"{name}-a", $"{name}-b"));
        Assert.Single(outcomes.Select((o, n) => o.Records[isCrossing && n % 2 == 1 ? 1 : 0]).Distinct());
        Assert.Single(outcomes.Select((o, n) => o.Records[isCrossing && n % 2 == 1 ? 0 : 1]).Distinct());
    }

    [Fact]
    public async Task An_upsert_creates_and_changes_in_one_request()
    {
        Guid known = await world.CreateAsync(world.Admin, "Account", ("name", "Known"), ("code", "known"), ("rating", 4));
        WriteOutcome outcome = await UpsertAsync(world.Admin,
            WritingWorld.Input(("name", "Fresh"), ("code", "fresh")), WritingWorld.Input(("name", "Changed"), ("code", "KNOWN")));
        Assert.Equal(2, outcome.Affected);
        Assert.Equal(known.ToString(), outcome.Records[1]);
        Assert.Equal("Changed", await world.ReadAsync(world.Admin, "Account", known, "name"));
        Assert.Equal(4, await world.ReadAsync(world.Admin, "Account", known, "rating"));
        WriteOutcome keyless = await UpsertAsync(world.Admin, WritingWorld.Input(("name", "No key")));
        Assert.Equal(WriteCodes.KeyMissing, keyless.Refusal!.Problems[0].Code);
    }

    [Fact]
    public async Task An_upsert_meets_a_record_that_the_caller_cannot_see_as_a_taken_value()
    {
        await world.CreateAsync(world.Bob, "Account", ("name", "Bob's"), ("code", "hidden"));
        WriteOutcome outcome = await UpsertAsync(world.Ann, WritingWorld.Input(("name", "X"), ("code", "hidden")));
        Assert.Equal((GraphQLErrorCode.Duplicate, "code"), (outcome.Refusal!.Code, outcome.Refusal.Problems[0].Field));
    }

    [Fact]
    public async Task Gapless_numbers_have_no_gap_and_no_repeat()
    {
        int refused = 0;
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async writer =>
        {
            for (int n = 0; n < 12; n++)
            {
                // Every third write fails after its number was taken: its foreign key points nowhere in a way that only the database sees.
                bool fails = n % 3 == 0;
                WriteOutcome outcome = await world.WriteAsync(world.Stranger, "Invoice", MutationKind.CreateMany, ("inputs", new object?[]
                {
                    WritingWorld.Input(("name", $"{writer}/{n}")),
                    WritingWorld.Input(("name", "second"), ("account", fails ? Guid.CreateVersion7().ToString() : null)),
                }));
                Assert.Equal(fails, outcome.Refusal is not null);
                if (fails) Interlocked.Increment(ref refused);
            }
        }));
        Assert.Equal(64, refused);
        string[] numbers = await world.ScalarAsync<string[]>("select array_agg(number order by number) from t_two.invoice");
        Assert.Equal(Enumerable.Range(1, 16 * 8 * 2).Select(n => $"INV-{DateTime.UtcNow.Year}-{n:0000}"), numbers);
        string[] tickets = await world.ScalarAsync<string[]>("select array_agg(ticket) from t_two.invoice");
        Assert.Equal(tickets.Length, tickets.Distinct().Count());
    }

    [Fact]
    public async Task A_killed_server_process_leaves_nothing_half_written_and_the_next_request_works()
    {
        List<object?> inputs = [.. Enumerable.Range(0, 2000).Select(n => (object?)WritingWorld.Input(("name", "Killed")))];
        int written = 0, failed = 0;
        using CancellationTokenSource stop = new();
        Task killer = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await world.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'");
            }
        });
        for (int n = 0; n < 20; n++)
        {
            try
            {
                WriteOutcome outcome = await world.WriteAsync(world.Admin, "Contact", MutationKind.CreateMany, ("inputs", inputs));
                if (outcome.Refusal is null) written++;
            }
            catch (Npgsql.NpgsqlException)
            {
                failed++;
            }
        }

        await stop.CancelAsync();
        await killer.ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.True(failed > 0, "No write was interrupted.");
        long records = await world.ScalarAsync<long>("select count(*) from t_one.contact where name = 'Killed'");
        Assert.Equal(0, records % 2000);
        Assert.InRange(records / 2000, written, written + failed);
        Assert.Equal(records, await world.ScalarAsync<long>("select count(*) from t_one.history_entry h join t_one.contact c on c.id::text = h.record where c.name = 'Killed'"));
        await world.CreateAsync(world.Admin, "Contact", ("name", "After"));
    }

    [Fact]
    public async Task A_write_that_a_stray_cancellation_hits_is_tried_again()
    {
        Guid id = await world.CreateAsync(world.Admin, "Contact", ("name", "Before"));
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await using NpgsqlConnection holder = await world.DataSource.OpenConnectionAsync(cancellation);
        await using NpgsqlTransaction transaction = await holder.BeginTransactionAsync(cancellation);
        await using (NpgsqlCommand hold = new($"select 1 from t_one.contact where id = '{id}' for update", holder)) await hold.ExecuteNonQueryAsync(cancellation);
        Task<WriteOutcome> write = world.WriteAsync(world.Admin, "Contact", MutationKind.Update, ("id", id.ToString()), ("input", WritingWorld.Input(("name", "After"))));
        await BlockedStatements.CancelOneAsync(holder, cancellation);
        await BlockedStatements.AwaitOneAsync(holder, cancellation);
        await transaction.RollbackAsync(cancellation);
        Assert.Null((await write).Refusal);
        Assert.Equal("After", await world.ScalarAsync<string>($"select name from t_one.contact where id = '{id}'"));
    }

    private Task<WriteOutcome> UpsertAsync(RecordCaller caller, params object?[] inputs) =>
        world.WriteAsync(caller, "Account", MutationKind.Upsert, ("by", "code"), ("inputs", inputs));
}
