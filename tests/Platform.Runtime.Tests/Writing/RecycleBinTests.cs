using Platform.GraphQL;
using Platform.GraphQL.Schema;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Xunit;

namespace Platform.Runtime.Tests.Writing;

public sealed class RecycleBinTests(WritingWorld world) : IClassFixture<WritingWorld>
{
    [Fact]
    public async Task What_hangs_on_a_record_goes_and_comes_back_with_it()
    {
        Guid invoice = await world.CreateAsync(world.Ann, "Invoice", ("name", "I"));
        Guid line = await LineAsync(invoice), earlier = await LineAsync(invoice);
        await DoneAsync(world.Ann, "InvoiceLine", MutationKind.Delete, earlier);
        await DoneAsync(world.Ann, "Invoice", MutationKind.Delete, invoice);
        Assert.NotNull(await world.ReadAsync(world.Ann, "Invoice", invoice, "deletedAt"));
        Assert.NotNull(await world.ReadAsync(world.Ann, "InvoiceLine", line, "deletedAt"));

        WriteOutcome alone = await DoAsync(world.Ann, "InvoiceLine", MutationKind.Restore, line);
        Assert.Equal(WriteCodes.MasterDeleted, alone.Refusal!.Problems[0].Code);
        await DoneAsync(world.Ann, "Invoice", MutationKind.Restore, invoice);
        Assert.Null(await world.ReadAsync(world.Ann, "Invoice", invoice, "deletedAt"));
        Assert.Null(await world.ReadAsync(world.Ann, "InvoiceLine", line, "deletedAt"));
        Assert.NotNull(await world.ReadAsync(world.Ann, "InvoiceLine", earlier, "deletedAt"));
        Assert.Equal("create,delete,restore", await world.ScalarAsync<string>(
            "select string_agg(kind, ',' order by at, id) from t_one.history_entry where record = $1", line.ToString()));
        Assert.Equal(WriteCodes.NotDeleted, (await DoAsync(world.Ann, "Invoice", MutationKind.Restore, invoice)).Refusal!.Problems[0].Code);
    }

    [Fact]
    public async Task Lookups_cascade_clear_or_forbid()
    {
        Guid account = await world.CreateAsync(world.Ann, "Account", ("name", "A"));
        Guid contact = await world.CreateAsync(world.Ann, "Contact", ("name", "C"), ("account", account.ToString()));
        Guid task = await world.CreateAsync(world.Ann, "Chore", ("name", "T"), ("contact", contact.ToString()));
        Guid invoice = await world.CreateAsync(world.Ann, "Invoice", ("name", "I"), ("account", account.ToString()));

        WriteOutcome refused = await DoAsync(world.Ann, "Account", MutationKind.Delete, account);
        Assert.Equal(WriteCodes.StillReferenced, refused.Refusal!.Problems[0].Code);
        Assert.Equal("1 records of Invoice records refer to this record in “Account”.", refused.Refusal.Message);
        await DoneAsync(world.Ann, "Invoice", MutationKind.Delete, invoice);
        await DoneAsync(world.Ann, "Account", MutationKind.Delete, account);
        Assert.Equal(account, await world.ReadAsync(world.Ann, "Contact", contact, "account"));
        Assert.Null(await world.ReadAsync(world.Ann, "Contact", contact, "deletedAt"));

        await DoneAsync(world.Ann, "Contact", MutationKind.Delete, contact);
        Assert.NotNull(await world.ReadAsync(world.Ann, "Chore", task, "deletedAt"));
    }

    [Fact]
    public async Task A_deleted_record_frees_its_unique_value_until_it_comes_back()
    {
        Guid first = await world.CreateAsync(world.Admin, "Account", ("name", "A"), ("code", "free"));
        await DoneAsync(world.Admin, "Account", MutationKind.Delete, first);
        await world.CreateAsync(world.Admin, "Account", ("name", "B"), ("code", "FREE"));
        WriteOutcome outcome = await DoAsync(world.Admin, "Account", MutationKind.Restore, first);
        Assert.Equal((GraphQLErrorCode.Duplicate, "code"), (outcome.Refusal!.Code, outcome.Refusal.Problems[0].Field));
    }

    [Fact]
    public async Task Removal_for_good_needs_its_right_and_leaves_no_values()
    {
        Guid account = await world.CreateAsync(world.Ann, "Account", ("name", "Secret name"));
        Guid contact = await world.CreateAsync(world.Ann, "Contact", ("name", "C"), ("account", account.ToString()));
        Guid task = await world.CreateAsync(world.Ann, "Chore", ("name", "T"), ("subject", WritingWorld.Input(("object", "Account"), ("id", account.ToString()))));
        await world.UpdateAsync(world.Ann, "Account", account, ("name", "Other name"));
        Assert.Equal(WriteCodes.PurgeForbidden, (await DoAsync(world.Ann, "Account", MutationKind.Purge, account)).Refusal!.Problems[0].Code);
        await DoneAsync(world.Admin, "Account", MutationKind.Purge, account);
        Assert.Equal(0L, await world.ScalarAsync<long>("select count(*) from t_one.account where id = $1", account));
        Assert.Null(await world.ReadAsync(world.Ann, "Contact", contact, "account"));
        Assert.Null(await world.ReadAsync(world.Ann, "Chore", task, "subject"));
        Assert.Equal("purge", await world.ScalarAsync<string>("select string_agg(kind, ',') from t_one.history_entry where record = $1", account.ToString()));
    }

    [Fact]
    public async Task Who_is_removed_for_good_owns_nothing_any_more()
    {
        var leaver = Guid.CreateVersion7();
        await world.ExecuteAsync(
            "insert into t_one.\"user\" (id, version, created_at, updated_at, name, email, active) values ($1, 1, now(), now(), 'Leaver', $2, false)", leaver, $"{leaver:N}@example.com");
        Guid live = await world.CreateAsync(world.Admin, "Contact", ("name", "1"), ("owner", leaver.ToString()));
        Guid deleted = await world.CreateAsync(world.Admin, "Contact", ("name", "2"), ("owner", leaver.ToString()));
        Guid other = await world.CreateAsync(world.Ann, "Contact", ("name", "3"));
        await DoneAsync(world.Admin, "Contact", MutationKind.Delete, deleted);
        await DoneAsync(world.Admin, "User", MutationKind.Purge, leaver);
        Assert.Null(await world.ReadAsync(world.Admin, "Contact", live, "owner"));
        Assert.Null(await world.ReadAsync(world.Admin, "Contact", deleted, "owner"));
        Assert.Equal(world.Ann.UserId, await world.ReadAsync(world.Ann, "Contact", other, "owner"));
    }

    [Fact]
    public async Task What_is_made_in_the_name_of_who_is_no_member_belongs_to_nobody_and_cannot_be_given_to_them()
    {
        foreach (Guid gone in (Guid[])[Guid.CreateVersion7(), Guid.Empty])
        {
            RecordCaller caller = world.Admin with { UserId = gone, IsMember = false };
            Guid made = await world.CreateAsync(caller, "Contact", ("name", "1"));
            Assert.Null(await world.ReadAsync(world.Admin, "Contact", made, "owner"));
            Guid given = await world.CreateAsync(caller, "Contact", ("name", "2"), ("owner", world.Ann.UserId.ToString()));
            Assert.Equal(world.Ann.UserId, await world.ReadAsync(world.Admin, "Contact", given, "owner"));
            WriteOutcome refused = await world.WriteAsync(caller, "Contact", MutationKind.Create, ("input", WritingWorld.Input(("name", "3"), ("owner", gone.ToString()))));
            Assert.Equal(WriteCodes.ReferenceNotFound, refused.Refusal!.Problems[0].Code);
        }
    }

    [Fact]
    public async Task Many_are_deleted_at_once_or_the_others_are()
    {
        Guid own = await world.CreateAsync(world.Ann, "Contact", ("name", "1")), other = await world.CreateAsync(world.Bob, "Contact", ("name", "2"));
        object?[] ids = [own.ToString(), other.ToString()];
        WriteOutcome whole = await world.WriteAsync(world.Ann, "Contact", MutationKind.DeleteMany, ("ids", ids));
        Assert.Equal((GraphQLErrorCode.NotFound, 1), (whole.Refusal!.Code, whole.Refusal.Problems[0].Index));
        Assert.Null(await world.ReadAsync(world.Ann, "Contact", own, "deletedAt"));
        WriteOutcome partly = await world.WriteAsync(world.Ann, "Contact", MutationKind.DeleteMany, ("ids", ids), ("allOrNone", false));
        Assert.Equal((1, 1), (partly.Affected, Assert.Single(partly.Failures).Index));
        Assert.NotNull(await world.ReadAsync(world.Ann, "Contact", own, "deletedAt"));
        Assert.Null(await world.ReadAsync(world.Bob, "Contact", other, "deletedAt"));
    }

    [Fact]
    public async Task Deleted_records_are_not_updated()
    {
        Guid id = await world.CreateAsync(world.Ann, "Contact", ("name", "1"));
        await DoneAsync(world.Ann, "Contact", MutationKind.Delete, id);
        Assert.Equal(GraphQLErrorCode.NotFound, (await world.UpdateAsync(world.Ann, "Contact", id, ("name", "2"))).Refusal!.Code);
        Assert.Equal(GraphQLErrorCode.NotFound, (await DoAsync(world.Ann, "Contact", MutationKind.Delete, id)).Refusal!.Code);
    }

    [Fact]
    public async Task Details_made_while_their_master_is_deleted_never_hang_on_a_deleted_one()
    {
        for (int round = 0; round < 10; round++)
        {
            Guid invoice = await world.CreateAsync(world.Admin, "Invoice", ("name", "Race"));
            Task<WriteOutcome> create = world.WriteAsync(world.Admin, "InvoiceLine", MutationKind.Create, ("input", WritingWorld.Input(("name", "L"), ("invoice", invoice.ToString()))));
            Task<WriteOutcome> delete = DoAsync(world.Admin, "Invoice", MutationKind.Delete, invoice);
            await Task.WhenAll(create, delete);
            Assert.Null((await delete).Refusal);
            Assert.Equal(0L, await world.ScalarAsync<long>("select count(*) from t_one.invoice_line where invoice_id = $1 and deleted_at is null", invoice));
        }
    }

    private Task<Guid> LineAsync(Guid invoice) => world.CreateAsync(world.Ann, "InvoiceLine", ("name", "L"), ("invoice", invoice.ToString()));

    private Task<WriteOutcome> DoAsync(RecordCaller caller, string target, MutationKind kind, Guid id) =>
        world.WriteAsync(caller, target, kind, ("id", id.ToString()));

    private async Task DoneAsync(RecordCaller caller, string target, MutationKind kind, Guid id) =>
        Assert.Null((await DoAsync(caller, target, kind, id)).Refusal?.Message);
}
