using Platform.GraphQL;
using Platform.GraphQL.Lowering;
using Platform.GraphQL.Schema;
using Platform.Metadata.Values;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Platform.Sql;
using Xunit;

namespace Platform.Runtime.Tests.Writing;

public sealed class UpdateTests(WritingWorld world) : IClassFixture<WritingWorld>
{
    [Fact]
    public async Task An_update_changes_what_is_given_counts_the_version_and_keeps_history()
    {
        Guid id = await world.CreateAsync(world.Admin, "Account", ("name", "Old"), ("rating", 1));
        WriteOutcome outcome = await world.UpdateAsync(world.Admin, "Account", id, ("name", "New"), ("rating", null), ("secret", "s"));
        Assert.Equal(1, outcome.Affected);
        Assert.Equal(2, await world.ReadAsync(world.Admin, "Account", id, "version"));
        Assert.Equal("New", await world.ReadAsync(world.Admin, "Account", id, "name"));
        Assert.Null(await world.ReadAsync(world.Admin, "Account", id, "rating"));
        string history = await world.ScalarAsync<string>(
            "select string_agg(concat_ws('|', field, coalesce(old_value::text, '-'), coalesce(new_value::text, '-')), ' ' order by field) from t_one.history_entry where record = $1 and kind = 'update'",
            id.ToString());
        Assert.Equal("name|\"Old\"|\"New\" rating|1|- secret|-|-", history);
    }

    [Fact]
    public async Task An_update_that_changes_nothing_writes_nothing_and_says_so()
    {
        Guid id = await world.CreateAsync(world.Admin, "Account", ("name", "Same"), ("rating", 3), ("secret", "s"));
        WriteOutcome outcome = await world.UpdateAsync(world.Admin, "Account", id, ("name", " Same "), ("rating", 3), ("secret", "s"));
        Assert.Equal((0, WriteCodes.Unchanged), (outcome.Affected, Assert.Single(outcome.Warnings).Code));
        Assert.Equal(id.ToString(), outcome.Records[0]);
        Assert.Equal(1, await world.ReadAsync(world.Admin, "Account", id, "version"));
        Assert.Equal(1L, await world.ScalarAsync<long>("select count(*) from platform.outbox where payload->'ids' ? $1", id.ToString()));
    }

    [Fact]
    public async Task A_stale_version_is_a_conflict_that_names_who_changed_the_record()
    {
        Guid id = await world.CreateAsync(world.Admin, "Account", ("name", "A"));
        await world.UpdateAsync(world.Admin, "Account", id, ("name", "B"));
        WriteOutcome outcome = await world.WriteAsync(world.Admin, "Account", MutationKind.Update,
            ("id", id.ToString()), ("input", WritingWorld.Input(("name", "C"))), ("ifVersion", 1));
        Assert.Equal((GraphQLErrorCode.Conflict, WriteCodes.VersionConflict), (outcome.Refusal!.Code, outcome.Refusal.Problems[0].Code));
        Assert.Contains("version 2", outcome.Refusal.Message, StringComparison.Ordinal);
        Assert.Contains("User administrator", outcome.Refusal.Message, StringComparison.Ordinal);
        Assert.Equal("B", await world.ReadAsync(world.Admin, "Account", id, "name"));
    }

    [Fact]
    public async Task Of_two_writers_with_the_same_version_one_wins()
    {
        Guid id = await world.CreateAsync(world.Admin, "Account", ("name", "A"));
        WriteOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => world.WriteAsync(
            world.Admin, "Account", MutationKind.Update, ("id", id.ToString()), ("input", WritingWorld.Input(("name", $"W{n}"))), ("ifVersion", 1))));
        Assert.Single(outcomes, o => o.Refusal is null);
        Assert.All(outcomes.Where(o => o.Refusal is not null), o => Assert.Equal(GraphQLErrorCode.Conflict, o.Refusal!.Code));
        Assert.Equal(2, await world.ReadAsync(world.Admin, "Account", id, "version"));
    }

    [Fact]
    public async Task Records_that_may_not_be_seen_or_edited_stay_as_they_are()
    {
        Guid bobs = await world.CreateAsync(world.Bob, "Account", ("name", "Bob's"));
        Guid foreign = await world.CreateAsync(world.Stranger, "Account", ("name", "Elsewhere"));
        foreach (Guid id in new[] { bobs, foreign, Guid.CreateVersion7() })
        {
            WriteOutcome hidden = await world.UpdateAsync(world.Ann, "Account", id, ("name", "X"));
            Assert.Equal((GraphQLErrorCode.NotFound, WriteCodes.RecordNotFound), (hidden.Refusal!.Code, hidden.Refusal.Problems[0].Code));
            WriteOutcome kept = await world.WriteAsync(world.Ann, "Account", MutationKind.Delete, ("id", id.ToString()));
            Assert.Equal(GraphQLErrorCode.NotFound, kept.Refusal!.Code);
        }

        WriteOutcome seen = await world.UpdateAsync(world.Reader, "Account", bobs, ("name", "X"));
        Assert.Equal(GraphQLErrorCode.Forbidden, seen.Refusal!.Code);
        Assert.Equal("Bob's", await world.ReadAsync(world.Bob, "Account", bobs, "name"));
        Assert.Equal("Elsewhere", await world.ReadAsync(world.Stranger, "Account", foreign, "name"));
    }

    [Fact]
    public async Task A_colleague_of_the_team_may_edit()
    {
        RecordCaller one = WritingWorld.Caller("t_one", Guid.CreateVersion7(), "team"), two = WritingWorld.Caller("t_one", Guid.CreateVersion7(), "team");
        foreach (RecordCaller caller in new[] { one, two })
        {
            await world.ExecuteAsync(
                "insert into t_one.\"user\" (id, version, created_at, updated_at, name, email, active) values ($1, 1, now(), now(), 'T', $2, true)",
                caller.UserId, $"{caller.UserId:N}@example.com");
        }

        Guid account = await world.CreateAsync(one, "Account", ("name", "Team's"));
        Assert.Equal(GraphQLErrorCode.NotFound, (await world.UpdateAsync(two, "Account", account, ("name", "X"))).Refusal!.Code);
        await world.CreateAsync(world.Admin, "Team", ("name", "Team " + account), ("members", WritingWorld.Input(("set", new object?[] { one.UserId.ToString(), two.UserId.ToString() }))));
        Assert.Null((await world.UpdateAsync(two, "Account", account, ("name", "Y"))).Refusal);
    }

    [Fact]
    public async Task Fields_fixed_at_creation_and_retired_choices_may_stay_but_not_change()
    {
        Guid id = await world.CreateAsync(world.Admin, "Account", ("name", "A"), ("region", "east"));
        await world.ExecuteAsync("update t_one.account set stage = 'old' where id = $1", id);
        Assert.Null((await world.UpdateAsync(world.Admin, "Account", id, ("region", "east"), ("stage", "old"), ("name", "B"))).Refusal);
        WriteOutcome outcome = await world.UpdateAsync(world.Admin, "Account", id, ("region", "west"));
        Assert.Equal(WriteCodes.FieldFixed, outcome.Refusal!.Problems[0].Code);
        Guid other = await world.CreateAsync(world.Admin, "Account", ("name", "B"));
        Assert.Equal(ValueCodes.RetiredChoice, (await world.UpdateAsync(world.Admin, "Account", other, ("stage", "old"))).Refusal!.Problems[0].Code);
    }

    [Fact]
    public async Task Many_records_change_in_one_request_each_in_its_own_fields()
    {
        List<Guid> ids = [];
        for (int n = 0; n < 3; n++) ids.Add(await world.CreateAsync(world.Admin, "Account", ("name", $"Many {n}"), ("rating", n)));
        object?[] changes =
        [
            Change(ids[0], null, ("name", "First")), Change(ids[1], 1, ("rating", 5), ("code", "many-1")), Change(ids[2], 7, ("name", "Third")),
        ];
        WriteOutcome whole = await world.WriteAsync(world.Admin, "Account", MutationKind.UpdateMany, ("changes", changes));
        Assert.Equal((GraphQLErrorCode.Conflict, 2), (whole.Refusal!.Code, whole.Refusal.Problems[0].Index));
        WriteOutcome partly = await world.WriteAsync(world.Admin, "Account", MutationKind.UpdateMany, ("changes", changes), ("allOrNone", false));
        Assert.Equal((2, 2), (partly.Affected, Assert.Single(partly.Failures).Index));
        Assert.Equal(["First", 0, 2], await RowAsync(ids[0]));
        Assert.Equal(["Many 1", 5, 2], await RowAsync(ids[1]));
        Assert.Equal(["Many 2", 2, 1], await RowAsync(ids[2]));
        Assert.Equal(3L, await world.ScalarAsync<long>("select count(*) from t_one.history_entry where record = any($1) and kind = 'update'", (object)ids.Select(i => i.ToString()).ToArray()));
    }

    [Fact]
    public async Task An_encrypted_value_that_no_key_opens_stays_as_it_is_until_it_is_set()
    {
        Guid kept = await world.CreateAsync(world.Admin, "Account", ("name", "Kept"), ("secret", "old")), other = await world.CreateAsync(world.Admin, "Account", ("name", "Other"), ("secret", "old"));
        await world.ExecuteAsync("update t_one.account a set secret = o.secret from t_one.account o where a.id = $1 and o.id = $2", kept, other);
        byte[] stored = await world.ScalarAsync<byte[]>("select secret from t_one.account where id = $1", kept);
        WriteOutcome outcome = await world.WriteAsync(
            world.Admin, "Account", MutationKind.UpdateMany, ("changes", new object?[] { Change(kept, null, ("rating", 4)), Change(other, null, ("secret", "new")) }));
        Assert.Null(outcome.Refusal);
        Assert.Equal(stored, await world.ScalarAsync<byte[]>("select secret from t_one.account where id = $1", kept));
        Assert.Null((await world.UpdateAsync(world.Admin, "Account", kept, ("secret", "again"))).Refusal);
        Assert.Equal("again", world.Cipher.Decrypt(await world.ScalarAsync<byte[]>("select secret from t_one.account where id = $1", kept), Place(kept)));
    }

    private Platform.Runtime.Writing.Encryption.CipherPlace Place(Guid account) => new(world.Admin.TenantId, "Account", "secret", account);

    [Fact]
    public async Task The_same_record_twice_is_refused()
    {
        Guid id = await world.CreateAsync(world.Admin, "Account", ("name", "Twice"));
        WriteOutcome outcome = await world.WriteAsync(world.Admin, "Account", MutationKind.UpdateMany,
            ("changes", new object?[] { Change(id, null, ("name", "1")), Change(id, null, ("name", "2")) }));
        Assert.Equal((WriteCodes.RepeatedRecord, 1), (outcome.Refusal!.Problems[0].Code, outcome.Refusal.Problems[0].Index));
    }

    [Fact]
    public async Task An_update_by_filter_touches_what_the_caller_may_edit()
    {
        Guid own = await world.CreateAsync(world.Ann, "Contact", ("name", "Filtered"));
        Guid bobs = await world.CreateAsync(world.Bob, "Contact", ("name", "Filtered"));
        BoundStatement targets = new("select id from t_one.contact where name = $1 and deleted_at is null order by id limit 10001", [(SqlType.Text, "Filtered")]);
        WriteOutcome outcome = await WritingWorld.WriteAsync(world.Writer, world.Ann, "Contact", MutationKind.UpdateMany, targets,
            ("filter", null), ("input", WritingWorld.Input(("name", "Changed"))));
        Assert.Equal((null, 1), (outcome.Refusal, outcome.Affected));
        Assert.Equal("Changed", await world.ReadAsync(world.Ann, "Contact", own, "name"));
        Assert.Equal("Filtered", await world.ReadAsync(world.Bob, "Contact", bobs, "name"));
    }

    [Fact]
    public async Task Links_are_set_added_and_removed_and_hidden_ones_stay()
    {
        Guid mine = await world.CreateAsync(world.Ann, "Campaign", ("name", "Mine")), second = await world.CreateAsync(world.Ann, "Campaign", ("name", "Second"));
        Guid hidden = await world.CreateAsync(world.Bob, "Campaign", ("name", "Bob's"));
        Guid id = await world.CreateAsync(world.Ann, "Account", ("name", "A"), ("campaigns", Ids(mine)));
        await world.ExecuteAsync("insert into t_one.account__campaigns values ($1, $2)", id, hidden);
        await world.UpdateAsync(world.Ann, "Account", id, ("campaigns", WritingWorld.Input(("set", Ids(second)))));
        Assert.Equal(new[] { second, hidden }.Order(), await LinksAsync(id));
        await world.UpdateAsync(world.Ann, "Account", id, ("campaigns", WritingWorld.Input(("add", Ids(mine)), ("remove", Ids(second)))));
        Assert.Equal(new[] { mine, hidden }.Order(), await LinksAsync(id));
        WriteOutcome refused = await world.UpdateAsync(world.Ann, "Account", id, ("campaigns", WritingWorld.Input(("add", Ids(await world.CreateAsync(world.Bob, "Campaign", ("name", "B")))))));
        Assert.Equal(WriteCodes.ReferenceNotFound, refused.Refusal!.Problems[0].Code);
        WriteOutcome same = await world.UpdateAsync(world.Ann, "Account", id, ("campaigns", WritingWorld.Input(("add", Ids(mine)))));
        Assert.Equal(WriteCodes.Unchanged, Assert.Single(same.Warnings).Code);
        Assert.Equal(3, await world.ReadAsync(world.Ann, "Account", id, "version"));
    }

    [Fact]
    public async Task Bulk_writers_that_meet_do_not_fail()
    {
        List<Guid> ids = [];
        for (int n = 0; n < 20; n++) ids.Add(await world.CreateAsync(world.Admin, "Contact", ("name", "Meet")));
        WriteOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => world.WriteAsync(
            world.Admin, "Contact", MutationKind.UpdateMany,
            ("changes", (n % 2 == 0 ? ids : Enumerable.Reverse(ids)).Select(id => (object?)Change(id, null, ("name", $"Writer {n}"))).ToList()))));
        Assert.All(outcomes, o => Assert.Null(o.Refusal));
        Assert.Equal(1L, await world.ScalarAsync<long>("select count(distinct name) from t_one.contact where id = any($1)", ids.ToArray()));
    }

    private static IReadOnlyDictionary<string, object?> Change(Guid id, int? ifVersion, params (string Name, object? Value)[] fields) =>
        WritingWorld.Input(("id", id.ToString()), ("input", WritingWorld.Input(fields)), ("ifVersion", ifVersion));

    private static object?[] Ids(params Guid[] ids) => [.. ids.Select(id => id.ToString())];

    private async Task<IEnumerable<Guid>> LinksAsync(Guid id) =>
        (await world.ScalarAsync<Guid[]>("select array_agg(target_id) from t_one.account__campaigns where source_id = $1", id)).Order();

    private async Task<object?[]> RowAsync(Guid id) =>
    [
        await world.ReadAsync(world.Admin, "Account", id, "name"), await world.ReadAsync(world.Admin, "Account", id, "rating"),
        await world.ReadAsync(world.Admin, "Account", id, "version"),
    ];
}
