using Platform.GraphQL;
using Platform.GraphQL.Schema;
using Platform.Metadata.Values;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Xunit;

namespace Platform.Runtime.Tests.Writing;

public sealed class CreateTests(WritingWorld world) : IClassFixture<WritingWorld>
{
    [Fact]
    public async Task A_new_record_has_stamps_owner_defaults_history_and_an_event()
    {
        Guid id = await world.CreateAsync(world.Ann, "Account", ("name", " Acme "));
        Assert.Equal(7, id.Version);
        Assert.Equal("Acme", await world.ReadAsync(world.Ann, "Account", id, "name"));
        Assert.Equal(1, await world.ReadAsync(world.Ann, "Account", id, "version"));
        Assert.Equal(world.Ann.UserId, await world.ReadAsync(world.Ann, "Account", id, "owner"));
        Assert.Equal(world.Ann.UserId, await world.ReadAsync(world.Ann, "Account", id, "createdBy"));
        Assert.Equal("open", await world.ReadAsync(world.Ann, "Account", id, "stage"));
        Assert.Equal(1L, await world.ScalarAsync<long>("select count(*) from t_one.history_entry where record = $1 and kind = 'create' and field is null", id.ToString()));
        Assert.Equal(1L, await world.ScalarAsync<long>("select count(*) from platform.outbox where payload->'ids' ? $1 and topic = 'record.changed'", id.ToString()));
    }

    [Fact]
    public async Task An_explicit_null_beats_a_default()
    {
        Guid id = await world.CreateAsync(world.Ann, "Account", ("name", "A"), ("stage", null));
        Assert.Null(await world.ReadAsync(world.Ann, "Account", id, "stage"));
    }

    [Fact]
    public async Task Problems_are_placed_and_told_together_in_the_language_of_the_caller()
    {
        WriteOutcome outcome = await world.WriteAsync(world.Admin with { Language = "zh-CN" }, "Account", MutationKind.Create,
            ("input", WritingWorld.Input(("rating", 9), ("stage", "none"), ("nonsense", 1))));
        Assert.Equal(GraphQLErrorCode.ValidationFailed, outcome.Refusal!.Code == GraphQLErrorCode.BadUserInput ? GraphQLErrorCode.ValidationFailed : outcome.Refusal.Code);
        Assert.Equal(
            [("nonsense", WriteCodes.UnknownField), ("rating", ValueCodes.TooLarge), ("stage", ValueCodes.UnknownChoice)],
            outcome.Refusal.Problems.Select(p => (p.Field!, p.Code)).Order());
        Assert.All(outcome.Refusal.Problems, p => Assert.Equal("Account", p.Object));
        Assert.Contains(outcome.Refusal.Problems, p => p.Message == "值不能大于 5。");
    }

    [Fact]
    public async Task Required_fields_and_retired_choices_are_refused()
    {
        WriteOutcome outcome = await world.WriteAsync(world.Admin, "Account", MutationKind.Create, ("input", WritingWorld.Input(("name", " "), ("stage", "old"))));
        Assert.Equal(
            [("name", ValueCodes.Required), ("stage", ValueCodes.RetiredChoice)],
            outcome.Refusal!.Problems.Select(p => (p.Field!, p.Code)).Order());
    }

    [Fact]
    public async Task Rights_on_the_object_and_its_fields_are_checked()
    {
        WriteOutcome reader = await world.WriteAsync(world.Reader, "Account", MutationKind.Create, ("input", WritingWorld.Input(("name", "A"))));
        Assert.Equal((GraphQLErrorCode.Forbidden, WriteCodes.CreateForbidden), (reader.Refusal!.Code, reader.Refusal.Problems[0].Code));
        WriteOutcome field = await world.WriteAsync(world.Ann, "Account", MutationKind.Create, ("input", WritingWorld.Input(("name", "A"), ("rating", 1))));
        Assert.Equal((GraphQLErrorCode.Forbidden, "rating", WriteCodes.FieldForbidden), (field.Refusal!.Code, field.Refusal.Problems[0].Field!, field.Refusal.Problems[0].Code));
        foreach (string name in new[] { "id", "version", "createdAt", "deletedAt" })
        {
            WriteOutcome system = await world.WriteAsync(world.Admin, "Account", MutationKind.Create, ("input", WritingWorld.Input(("name", "A"), (name, null))));
            Assert.Equal(WriteCodes.FieldForbidden, system.Refusal!.Problems[0].Code);
        }
    }

    [Fact]
    public async Task References_must_be_live_readable_and_of_the_tenant()
    {
        Guid bobs = await world.CreateAsync(world.Bob, "Account", ("name", "Bob's"));
        Guid foreign = await world.CreateAsync(world.Stranger, "Account", ("name", "Elsewhere"));
        Guid deleted = await world.CreateAsync(world.Ann, "Account", ("name", "Gone"));
        await world.WriteAsync(world.Ann, "Account", MutationKind.Delete, ("id", deleted.ToString()));
        foreach (Guid target in new[] { bobs, foreign, deleted, Guid.CreateVersion7(), Guid.Empty })
        {
            WriteOutcome outcome = await world.WriteAsync(world.Ann, "Contact", MutationKind.Create,
                ("input", WritingWorld.Input(("name", "C"), ("account", target.ToString()))));
            Assert.Equal(("account", WriteCodes.ReferenceNotFound), (outcome.Refusal!.Problems[0].Field!, outcome.Refusal.Problems[0].Code));
        }

        Assert.Equal(0L, await world.ScalarAsync<long>("select count(*) from t_one.contact where account_id = any($1)", new[] { bobs, foreign, deleted }));
        await world.CreateAsync(world.Ann, "Contact", ("name", "C"), ("account", (await world.CreateAsync(world.Ann, "Account", ("name", "Own"))).ToString()));
    }

    [Fact]
    public async Task A_detail_needs_a_master_that_the_caller_may_edit()
    {
        Guid bobs = await world.CreateAsync(world.Bob, "Invoice", ("name", "I"));
        WriteOutcome outcome = await world.WriteAsync(world.Ann, "InvoiceLine", MutationKind.Create, ("input", WritingWorld.Input(("name", "L"), ("invoice", bobs.ToString()))));
        Assert.Equal((GraphQLErrorCode.Forbidden, WriteCodes.MasterForbidden), (outcome.Refusal!.Code, outcome.Refusal.Problems[0].Code));
        WriteOutcome without = await world.WriteAsync(world.Ann, "InvoiceLine", MutationKind.Create, ("input", WritingWorld.Input(("name", "L"))));
        Assert.Equal(ValueCodes.Required, without.Refusal!.Problems[0].Code);
        Guid line = await world.CreateAsync(world.Bob, "InvoiceLine", ("name", "L"), ("invoice", bobs.ToString()), ("amount", "12.50"));
        Assert.Null(await world.ReadAsync(world.Bob, "InvoiceLine", line, "owner"));
    }

    [Fact]
    public async Task Encrypted_text_is_stored_encrypted_and_bound_to_its_record()
    {
        Guid id = await world.CreateAsync(world.Admin, "Account", ("name", "A"), ("secret", "hunter2"));
        byte[] stored = await world.ScalarAsync<byte[]>("select secret from t_one.account where id = $1", id);
        Assert.DoesNotContain("hunter2", System.Text.Encoding.Latin1.GetString(stored), StringComparison.Ordinal);
        Platform.Runtime.Writing.Encryption.CipherPlace place = new(world.Admin.TenantId, "Account", "secret", id);
        Assert.Equal("hunter2", world.Cipher.Decrypt(stored, place));
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => world.Cipher.Decrypt(stored, place with { Record = Guid.CreateVersion7() }));
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => world.Cipher.Decrypt(stored, place with { Tenant = Guid.CreateVersion7() }));
    }

    [Fact]
    public async Task A_thousand_records_are_written_whole_or_not_at_all()
    {
        List<object?> inputs = [.. Enumerable.Range(0, 1000).Select(n => (object?)WritingWorld.Input(("name", n == 700 ? null : $"Bulk {n}"), ("rating", n % 6)))];
        WriteOutcome refused = await world.WriteAsync(world.Admin, "Account", MutationKind.CreateMany, ("inputs", inputs));
        Assert.Equal(700, Assert.Single(refused.Refusal!.Problems).Index);
        Assert.Equal(0L, await world.ScalarAsync<long>("select count(*) from t_one.account where name like 'Bulk %'"));

        WriteOutcome partly = await world.WriteAsync(world.Admin, "Account", MutationKind.CreateMany, ("inputs", inputs), ("allOrNone", false));
        Assert.Null(partly.Refusal);
        Assert.Equal(700, Assert.Single(partly.Failures).Index);
        Assert.Equal((999, 1000, null), (partly.Affected, partly.Records.Count, partly.Records[700]));
        Assert.Equal(999L, await world.ScalarAsync<long>("select count(*) from t_one.account where name like 'Bulk %'"));
        Assert.Equal(999L, await world.ScalarAsync<long>("select count(*) from t_one.history_entry h join t_one.account a on a.id::text = h.record where a.name like 'Bulk %'"));
    }

    [Fact]
    public async Task Too_many_records_are_refused()
    {
        List<object?> inputs = [.. Enumerable.Repeat((object?)WritingWorld.Input(("name", "x")), 10_001)];
        WriteOutcome outcome = await world.WriteAsync(world.Admin, "Account", MutationKind.CreateMany, ("inputs", inputs));
        Assert.Equal(GraphQLErrorCode.LimitExceeded, outcome.Refusal!.Code);
    }

    [Fact]
    public async Task Duplicates_are_named_by_field_and_input_whatever_their_case()
    {
        await world.CreateAsync(world.Admin, "Account", ("name", "A"), ("code", "Dup-1"));
        WriteOutcome single = await world.WriteAsync(world.Admin, "Account", MutationKind.Create, ("input", WritingWorld.Input(("name", "B"), ("code", "dup-1"))));
        Assert.Equal((GraphQLErrorCode.Duplicate, "code", WriteCodes.DuplicateValue), (single.Refusal!.Code, single.Refusal.Problems[0].Field!, single.Refusal.Problems[0].Code));
        object?[] inputs =
        [
            WritingWorld.Input(("name", "1"), ("code", "Dup-2")), WritingWorld.Input(("name", "2"), ("code", "DUP-1")),
            WritingWorld.Input(("name", "3"), ("code", "dup-2")), WritingWorld.Input(("name", "4")), WritingWorld.Input(("name", "5")),
        ];
        WriteOutcome partly = await world.WriteAsync(world.Admin, "Account", MutationKind.CreateMany, ("inputs", inputs), ("allOrNone", false));
        Assert.Equal([(1, WriteCodes.DuplicateValue), (2, WriteCodes.DuplicateInput)], partly.Failures.Select(f => (f.Index, f.Refusal.Problems[0].Code)));
        Assert.Equal(3, partly.Affected);
        WriteOutcome whole = await world.WriteAsync(world.Admin, "Account", MutationKind.CreateMany, ("inputs", inputs));
        Assert.Equal(GraphQLErrorCode.Duplicate, whole.Refusal!.Code);
    }

    [Fact]
    public async Task Nothing_of_the_database_reaches_the_caller()
    {
        await world.CreateAsync(world.Admin, "Account", ("name", "A"), ("code", "Leak"));
        WriteOutcome outcome = await world.WriteAsync(world.Admin, "Account", MutationKind.Create, ("input", WritingWorld.Input(("name", "'; drop table"), ("code", "leak"))));
        string told = outcome.Refusal!.Message + string.Join(' ', outcome.Refusal.Problems);
        foreach (string word in new[] { "constraint", "relation", "t_one", "ux_", "duplicate key", "23505" }) Assert.DoesNotContain(word, told, StringComparison.OrdinalIgnoreCase);
    }
}
